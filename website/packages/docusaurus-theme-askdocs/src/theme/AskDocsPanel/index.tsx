import type {ReactNode} from 'react';
import {addStylesheet, createAskDocs, Panel} from 'askdocs-panel';
import CodeBlock from '@theme/AskDocsPanel/CodeBlock';
import Composer from '@theme/AskDocsPanel/Composer';
import Exchange from '@theme/AskDocsPanel/Exchange';
import Header from '@theme/AskDocsPanel/Header';
import Icon from '@theme/AskDocsPanel/Icon';
import Markdown from '@theme/AskDocsPanel/Markdown';
import messages from '@theme/AskDocsPanel/messages';
import Notice from '@theme/AskDocsPanel/Notice';
import Retry from '@theme/AskDocsPanel/Retry';
import SourceLink from '@theme/AskDocsPanel/SourceLink';
import Sources from '@theme/AskDocsPanel/Sources';
import styles from '@theme/AskDocsPanel/styles';
import Vote from '@theme/AskDocsPanel/Vote';
import Welcome from '@theme/AskDocsPanel/Welcome';
import {createHost, launcher, options} from 'docusaurus-theme-askdocs/client';

// Before the first rendering: nothing is ever seen without its looks.
addStylesheet(styles);

const askdocs = createAskDocs(options, createHost(messages), launcher);
const PARTS = {
  CodeBlock,
  Composer,
  Exchange,
  Header,
  Icon,
  Markdown,
  Notice,
  Retry,
  SourceLink,
  Sources,
  Vote,
  Welcome,
};

export default function AskDocsPanel(): ReactNode {
  return <Panel askdocs={askdocs} parts={PARTS} />;
}
