import {defineConfig} from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testIgnore: 'fresh/**', // sites that are made anew first: fresh/sites.sh
  outputDir: '../test-results',
  workers: 1, // the scripted service has one fixed port: the site is built for it
  forbidOnly: Boolean(process.env['CI']),
  retries: 1, // a browser on a busy machine; what passes the second time only is listed as flaky
  timeout: 30_000,
  expect: {timeout: 8_000},
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: {executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox']},
    viewport: {width: 1280, height: 800},
    contextOptions: {reducedMotion: 'reduce'},
  },
});
