import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {getSwizzleConfig} from '../../src/index';
import styles from '@theme/AskDocsPanel/styles';

const THEME = fileURLToPath(new URL('../../src/theme', import.meta.url));

test('every component that a site can replace is described, and no other', () => {
  const components = readdirSync(THEME, {recursive: true, encoding: 'utf8'})
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replaceAll('\\', '/').replace(/(?:\/index)?\.tsx?$/, ''));
  expect(Object.keys(getSwizzleConfig().components).sort()).toEqual(components.sort());
});

test("the panel's CSS is made of all its parts", async () => {
  const parts = readdirSync(`${THEME}/AskDocsPanel/styles`)
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace('.ts', ''));
  expect(parts).not.toHaveLength(0);
  for (const part of parts) {
    const {default: css} = (await import(`../../src/theme/AskDocsPanel/styles/${part}.ts`)) as {default: string};
    expect(styles.split(css)).toHaveLength(2);
  }
});
