const versions = [
  {name: 'current', label: 'Next'},
  {name: '2.0', label: '2.0 (LTS)'},
];

export default {
  'docusaurus-plugin-content-docs': {default: {versions}, community: {versions: [{name: 'only', label: 'Only'}]}},
};
