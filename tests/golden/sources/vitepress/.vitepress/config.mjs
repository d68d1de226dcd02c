export default {
  title: 'Kettle', lastUpdated: false, markdown: {lineNumbers: true},
  sitemap: {hostname: 'https://kettle.example'},
  locales: {root: {label: 'English', lang: 'en'}, de: {label: 'Deutsch', lang: 'de'}},
  themeConfig: {
    sidebar: [{text: 'Guide', items: [{text: 'Boil water', link: '/guide'}, {text: 'Choose', link: '/choose'}]}],
    editLink: {pattern: 'https://github.com/kettle/kettle/edit/main/:path'}, outline: 'deep',
  },
}
