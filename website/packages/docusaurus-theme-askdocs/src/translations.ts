import type {ThemeConfig as DocusaurusThemeConfig, TranslationFile} from '@docusaurus/types';
import type {AskDocsThemeConfig, ThemeConfig} from 'docusaurus-theme-askdocs';

const FILE = 'options';

/** What the site's author wrote in the options, for `docusaurus write-translations`. */
export function getTranslationFiles({exampleQuestions, disclaimer}: AskDocsThemeConfig): TranslationFile[] {
  const content: TranslationFile['content'] = {};
  exampleQuestions.forEach((question, index) => {
    content[`exampleQuestions.${index}`] = {message: question, description: 'A question that the empty panel offers'};
  });
  if (disclaimer) {
    content['disclaimer'] = {message: disclaimer, description: 'The line under the question field'};
  }
  return Object.keys(content).length > 0 ? [{path: FILE, content}] : [];
}

export function translateThemeConfig(
  themeConfig: DocusaurusThemeConfig,
  files: TranslationFile[],
): DocusaurusThemeConfig {
  const content = files.find((file) => file.path === FILE)?.content ?? {};
  const {askdocs} = themeConfig as unknown as ThemeConfig;
  const translated: AskDocsThemeConfig = {
    ...askdocs,
    exampleQuestions: askdocs.exampleQuestions.map(
      (question, index) => content[`exampleQuestions.${index}`]?.message ?? question,
    ),
  };
  if (askdocs.disclaimer) {
    translated.disclaimer = content['disclaimer']?.message ?? askdocs.disclaimer;
  }
  return {...themeConfig, askdocs: translated};
}
