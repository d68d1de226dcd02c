export {closeAskDocs, launcher, openAskDocs, options} from './config';
export {createHost} from './host';
export {resolveLink} from './links';
export {navigate} from './navigation';
export {readPage} from './page';
export {useStore} from './useStore';
export {versionLabel} from './versions';
