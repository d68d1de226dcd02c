/** What a page needs before the panel is opened; small, because every page loads it. */
export {createAskLink, openFromAddress} from './launcher/askLink';
export {formatHotkey, isHotkey, listenForHotkey} from './launcher/hotkey';
export {createLauncher, findActiveElement, type Launcher} from './launcher/launcher';
export {createSkipLink} from './launcher/skip';
export {createStore, type ReadonlyStore, type Store} from './launcher/store';
export {keepTyping} from './launcher/typing';
export {DEFAULT_OPTIONS, type PanelOptions} from './options';
