import {DEFAULT_PARTS} from 'askdocs-panel';

export default DEFAULT_PARTS.SourceLink;
