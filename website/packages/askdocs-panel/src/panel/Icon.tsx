import type {ReactNode} from 'react';
import type {IconProps} from './props.js';

const PATHS: Record<IconProps['name'], string> = {
  back: 'M10 5l-7 7 7 7M4 12h17',
  close: 'M5 5l14 14M19 5L5 19',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  copied: 'M4 12l5 6L20 6',
  delete: 'M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15',
  down: 'M17 4v10h4V4zM17 14l-5 7c-2 0-2-1-2-3v-3H5c-2 0-2-1-2-3l2-6c0-1 1-2 2-2h10',
  link: 'M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1',
  list: 'M8 6h13M8 12h13M8 18h13M3.5 6v0M3.5 12v0M3.5 18v0',
  new: 'M12 5v14M5 12h14',
  retry: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5',
  send: 'M12 20V5M5 11l7-7 7 7',
  stop: 'M7 7h10v10H7z',
  up: 'M7 20V10H3v10zM7 10l5-7c2 0 2 1 2 3v3h5c2 0 2 1 2 3l-2 6c0 1-1 2-2 2H7',
};

export default function Icon({name}: IconProps): ReactNode {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18">
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d={PATHS[name]}
      />
    </svg>
  );
}
