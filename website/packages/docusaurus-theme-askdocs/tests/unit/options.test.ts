import {normalizePluginOptions, normalizeThemeConfig} from '@docusaurus/utils-validation';
import type {ThemeConfig} from 'docusaurus-theme-askdocs';
import {expect, test} from 'vitest';
import {validateOptions, validateThemeConfig} from '../../src/options.js';

function check(askdocs: unknown): ThemeConfig['askdocs'] {
  const themeConfig = {askdocs} as ThemeConfig;
  return validateThemeConfig({validate: normalizeThemeConfig, themeConfig}).askdocs;
}

test('an address is all that must be given', () => {
  expect(check({apiUrl: 'https://ask.example/'})).toEqual({
    apiUrl: 'https://ask.example',
    mode: 'stream',
    mount: 'auto',
    position: 'bottom-end',
    hotkey: 'mod+i',
    exampleQuestions: [],
    pathQuestions: {},
    apiKey: '',
    history: 'tab',
    search: false,
    askSelection: false,
    privacyUrl: '',
    pagePrefixes: {},
  });
});

test.each(['http://127.0.0.1:8000', 'https://ask.example/api', '/ask'])('%s is an address', (apiUrl) => {
  expect(check({apiUrl}).apiUrl).toBe(apiUrl);
});

test('other themes keep their part of the configuration', () => {
  const themeConfig = {askdocs: {apiUrl: '/ask'}, navbar: {title: 'x'}} as unknown as ThemeConfig;
  expect(validateThemeConfig({validate: normalizeThemeConfig, themeConfig})).toHaveProperty('navbar.title', 'x');
});

test.each([
  [undefined, /"themeConfig.askdocs" is missing.*apiUrl/],
  [{}, /"themeConfig.askdocs.apiUrl" is missing/],
  [{apiUrl: ''}, /apiUrl/],
  [{apiUrl: 'ask.example'}, /give an http\(s\) address/],
  [{apiUrl: '//ask.example'}, /give an http\(s\) address/],
  [{apiUrl: 'javascript:alert(1)'}, /give an http\(s\) address/],
  [{apiUrl: 'https://a:b@ask.example'}, /user name or password/],
  [{apiUrl: 'https://ask.example?key=1'}, /leave out everything from "\?"/],
  [{apiUrl: 'https://ask.example/chat/stream'}, /leave out "\/chat"/],
  [{apiUrl: 'https://ask.example/chat/'}, /leave out "\/chat"/],
  [{apiUrl: '/ask', mode: 'sse'}, /mode.*stream, invoke/],
  [{apiUrl: '/ask', mount: true}, /mount/],
  [{apiUrl: '/ask', position: 'left'}, /position.*bottom-end, bottom-start, none/],
  [{apiUrl: '/ask', hotkey: 'mod+t'}, /belongs to the browser/],
  [{apiUrl: '/ask', history: true}, /history.*tab, browser, ask/],
  [{apiUrl: '/ask', handOver: {}}, /handOver.url.*is missing: give the address where people help/],
  [{apiUrl: '/ask', handOver: {url: 'javascript:alert(1)'}}, /give an address that begins with/],
  [{apiUrl: '/ask', privacyUrl: 'data:x'}, /give an address that begins with/],
  [{apiUrl: '/ask', pagePrefixes: {'/x/': '/docs/'}}, /write an address that begins with http/],
  [{apiUrl: '/ask', pagePrefixes: {'https://a.example/': 'docs'}}, /must be a path that begins and ends/],
  [{apiUrl: '/ask', pathQuestions: {docs: ['a']}}, /pathQuestions/],
  [{apiUrl: '/ask', hotkey: 'i'}, /write modifiers and one letter/],
  [{apiUrl: '/ask', hotkey: 'shift+i'}, /while the reader types/],
  [{apiUrl: '/ask', exampleQuestions: 'What?'}, /exampleQuestions.*array/],
  [{apiUrl: '/ask', exampleQuestions: ['']}, /exampleQuestions\[0\]/],
  [{apiUrl: '/ask', apiKey: 'a b'}, /apiKey.*ASCII/],
  [{apiUrl: '/ask', disclaimer: true}, /disclaimer/],
  [{apiUrl: '/ask', api: 1}, /api.*not allowed/],
])('%j is refused with a reason', (askdocs, reason) => {
  expect(() => check(askdocs)).toThrow(reason);
});

test('a shortcut is written in one way', () => {
  expect(check({apiUrl: '/ask', hotkey: 'Mod+Shift+A'}).hotkey).toBe('mod+shift+a');
  expect(check({apiUrl: '/ask', hotkey: false}).hotkey).toBe(false);
});

test("the theme's own options say where misplaced ones belong", () => {
  const validate = (options: object): unknown =>
    validateOptions({validate: normalizePluginOptions as never, options: options as never});
  expect(validate({})).toMatchObject({manifest: true});
  expect(() => validate({apiUrl: '/ask', mode: 'invoke'})).toThrow('apiUrl, mode must stand in "themeConfig.askdocs"');
  expect(() => validate({manifests: true})).toThrow('manifests');
});
