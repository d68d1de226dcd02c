export default {
  url: 'https://kettle.example',
  baseUrl: '/',
  themeConfig: {askdocs: {apiUrl: 'https://ask.example', mode: 'stream', apiKey: '', exampleQuestions: []}},
};
