import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://kettle.example',
  integrations: [starlight({
    title: 'Kettle', defaultLocale: 'root', pagefind: false,
    locales: { root: { label: 'English', lang: 'en' }, de: { label: 'Deutsch' } },
    editLink: { baseUrl: 'https://github.com/kettle/kettle/edit/main/' }, lastUpdated: false,
  })],
});
