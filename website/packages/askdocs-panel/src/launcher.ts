/** What a page needs before the panel is opened; small, because every page loads it. */
export {createAskLink, openFromAddress} from './launcher/askLink.js';
export {formatHotkey, isHotkey, listenForHotkey} from './launcher/hotkey.js';
export {createLauncher, findActiveElement, type Launcher} from './launcher/launcher.js';
export {createSkipLink} from './launcher/skip.js';
export {createStore, type ReadonlyStore, type Store} from './launcher/store.js';
export {keepTyping} from './launcher/typing.js';
export {DEFAULT_OPTIONS, type PanelOptions} from './options.js';
