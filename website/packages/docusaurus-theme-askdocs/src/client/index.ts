export {closeAskDocs, launcher, openAskDocs, options} from './config.js';
export {createHost} from './host.js';
export {resolveLink} from './links.js';
export {navigate} from './navigation.js';
export {readPage} from './page.js';
export {useStore} from './useStore.js';
export {versionLabel} from './versions.js';
