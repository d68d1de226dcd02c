export default [
  {path: '/about', exact: true},
  {path: '/docs', routes: [{path: '/docs', routes: [{path: '/docs/tea', exact: true}]}]},
  {path: '*'},
];
