import {Joi} from '@docusaurus/utils-validation';
import type {OptionValidationContext, ThemeConfigValidationContext} from '@docusaurus/types';
import type {AskDocsThemeConfig, PluginOptions, ThemeConfig} from 'docusaurus-theme-askdocs';

const MODIFIERS = ['mod', 'ctrl', 'meta', 'alt', 'shift'];
/** The browser owns these. */
const TAKEN = ['mod+t', 'mod+w', 'mod+n', 'mod+r'];

const OptionsSchema = Joi.object<AskDocsThemeConfig>({
  apiUrl: Joi.string().required().custom(checkApiUrl).messages({
    'any.required':
      '"themeConfig.askdocs.apiUrl" is missing: give the address of your askdocs service, such as "https://ask.example.com"',
  }),
  mode: Joi.string().valid('stream', 'invoke').default('stream'),
  mount: Joi.string().valid('auto', 'manual').default('auto'),
  position: Joi.string().valid('bottom-end', 'bottom-start', 'none').default('bottom-end'),
  hotkey: Joi.alternatives().try(Joi.valid(false), Joi.string().custom(checkHotkey)).default('mod+i'),
  exampleQuestions: Joi.array().items(Joi.string().trim().min(1).max(200)).max(6).default([]),
  pathQuestions: Joi.object()
    .pattern(Joi.string().pattern(/^\//), Joi.array().items(Joi.string().trim().min(1).max(200)).max(6))
    .default({})
    .messages({'object.unknown': '{{#label}}: write the beginning of a path, such as "/docs/api/"'}),
  apiKey: Joi.string()
    .pattern(/^[\x21-\x7e]+$/)
    .default('')
    .messages({
      'string.pattern.base': '{{#label}} may only hold visible ASCII characters: it is sent in a header',
    }),
  disclaimer: Joi.alternatives().try(Joi.valid(false), Joi.string().trim().min(1).max(500)),
  history: Joi.string().valid('tab', 'browser', 'ask').default('tab'),
  search: Joi.boolean().default(false),
  askSelection: Joi.boolean().default(false),
  handOver: Joi.object({
    url: Joi.string().custom(checkWebAddress).required().messages({
      'any.required': '{{#label}} is missing: give the address where people help',
    }),
    text: Joi.string().trim().min(1).max(200),
  }),
  privacyUrl: Joi.string().allow('').custom(checkWebAddress).default(''),
  pagePrefixes: Joi.object()
    .pattern(Joi.string().pattern(/^https?:\/\/.+\/$/), Joi.string().pattern(/^\/(?:.*\/)?$/))
    .default({})
    .messages({
      'object.unknown':
        '{{#label}}: write an address that begins with http and ends in "/", such as "https://docs.example.com/"',
      'string.pattern.base': '{{#label}} must be a path that begins and ends with "/", such as "/docs/"',
    }),
}).label('themeConfig.askdocs');

/** Checks `themeConfig.askdocs` and fills in the defaults. */
export function validateThemeConfig({validate, themeConfig}: ThemeConfigValidationContext<ThemeConfig>): ThemeConfig {
  const schema = Joi.object<ThemeConfig>({
    askdocs: OptionsSchema.required().messages({
      'any.required':
        '"themeConfig.askdocs" is missing: the least it needs is "apiUrl", the address of your askdocs service, such as "https://ask.example.com"',
    }),
  }).unknown();
  return validate(schema, themeConfig);
}

/** The theme's own options: only what concerns the build. What the reader sees is in `themeConfig.askdocs`. */
export function validateOptions({
  validate,
  options,
}: OptionValidationContext<PluginOptions, PluginOptions>): PluginOptions {
  const misplaced = Object.keys(options).filter((key) => key in OptionsSchema.describe()['keys']);
  if (misplaced.length > 0) {
    throw new Error(
      `docusaurus-theme-askdocs: ${misplaced.join(', ')} must stand in "themeConfig.askdocs", not in the theme's own options`,
    );
  }
  return validate(Joi.object<PluginOptions>({manifest: Joi.boolean().default(true)}), options);
}

function checkWebAddress(value: string): string {
  if (!/^(?:https?:\/\/|mailto:|\/(?!\/))/.test(value)) {
    throw new Error('give an address that begins with https://, http://, mailto: or "/"');
  }
  return value;
}

function checkApiUrl(value: string): string {
  if (value.startsWith('/') && !value.startsWith('//')) {
    return withoutTail(value);
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      'give an http(s) address such as "https://ask.example.com", or a path such as "/ask" on the site itself',
    );
  }
  if (url.username || url.password) {
    throw new Error('it must not hold a user name or password: every reader could see them');
  }
  if (url.search || url.hash) {
    throw new Error('leave out everything from "?" or "#" on');
  }
  return withoutTail(value);
}

function withoutTail(value: string): string {
  if (/\/chat(?:\/\w+)?\/?$/.test(value)) {
    throw new Error('leave out "/chat" and what follows: the theme adds "/chat/stream" or "/chat" itself');
  }
  return value.replace(/\/+$/, '');
}

function checkHotkey(value: string): string {
  const parts = value.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  if (!/^[a-z0-9]$/.test(key) || parts.length === 0 || !parts.every((part) => MODIFIERS.includes(part))) {
    throw new Error(
      'write modifiers and one letter or digit, such as "mod+i" (mod is Cmd on a Mac, else Ctrl), or false for none',
    );
  }
  if (parts.every((part) => part === 'shift')) {
    throw new Error('with Shift alone it would fire while the reader types; add mod, ctrl or alt');
  }
  const hotkey = [...parts, key].join('+');
  if (TAKEN.includes(hotkey)) {
    throw new Error(`"${hotkey}" belongs to the browser; choose another, such as "mod+i"`);
  }
  return hotkey;
}
