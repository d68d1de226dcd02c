import {defineConfig} from '@playwright/test';
import base from '../playwright.config';

/** The sites that `sites.sh` has made, in the folder that `FRESH_SITES` names. */
export default defineConfig({...base, testDir: '.', testIgnore: [], outputDir: '../../test-results'});
