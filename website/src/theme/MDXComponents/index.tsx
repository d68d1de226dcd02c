import {translate} from '@docusaurus/Translate';
import MDXComponents from '@theme-original/MDXComponents';
import type {ComponentProps, ReactNode} from 'react';

export default {...MDXComponents, table: Table};

/** A table in a box that scrolls on narrow screens, and that whoever has no mouse can reach. */
function Table(props: ComponentProps<'table'>): ReactNode {
  const label = translate({id: 'site.table', message: 'Table'});
  return (
    <div className="table-box" role="group" aria-label={label} tabIndex={0}>
      <table {...props} />
    </div>
  );
}
