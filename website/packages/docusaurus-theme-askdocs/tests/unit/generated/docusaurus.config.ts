export default {
  url: 'https://kettle.example',
  baseUrl: '/',
  themeConfig: {
    askdocs: {
      apiUrl: 'https://ask.example',
      mode: 'stream',
      apiKey: '',
      exampleQuestions: [],
      pagePrefixes: {'http://127.0.0.1:8000/site/': '/docs/'},
    },
  },
};
