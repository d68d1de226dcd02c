import type {PanelOptions} from '../options.js';

/** Makes room for the panel beside the page, or takes it back; `createPageStyles` says how. */
export function setPageBeside(isBeside: boolean, position: PanelOptions['position']): void {
  if (isBeside) {
    document.documentElement.dataset['askdocsBeside'] = position === 'bottom-start' ? 'start' : 'end';
  } else {
    delete document.documentElement.dataset['askdocsBeside'];
  }
}
