import type {ReactNode} from 'react';
import Link from '@docusaurus/Link';
import Translate, {translate} from '@docusaurus/Translate';
import {useThemeConfig} from '@docusaurus/theme-common';
import useBaseUrl from '@docusaurus/useBaseUrl';
import AskDocsButton from '@theme/AskDocsButton';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import ThemedImage from '@theme/ThemedImage';
import type {UserThemeConfig} from 'docusaurus-theme-askdocs';
import styles from './index.module.css';

export default function Home(): ReactNode {
  return (
    <Layout
      description={translate({
        id: 'home.description',
        message:
          'askdocs answers questions about a documentation site and proves every answer with a link to the heading it came from.',
      })}
    >
      <main>
        <Hero />
        <Features />
        <Start />
      </main>
    </Layout>
  );
}

function Hero(): ReactNode {
  return (
    <section className={styles['hero']} data-has-buttons>
      <div>
        <Heading as="h1">
          <Translate id="home.title">Answers from your documentation, with proof</Translate>
        </Heading>
        <p className={styles['lead']}>
          <Translate id="home.lead">
            askdocs reads your documentation site, answers questions about it, and links every claim to the exact
            heading that it came from. When the answer is not there, it says so.
          </Translate>
        </p>
        <p className={styles['actions']}>
          <AskDocsButton>
            <Translate id="home.ask">Ask these docs something</Translate>
          </AskDocsButton>
          <Link className="button button--primary" to="/docs/quick-start/">
            <Translate id="home.start">Start in two minutes</Translate>
          </Link>
        </p>
        <Questions />
      </div>
      <ThemedImage
        className={styles['picture']}
        width={1440}
        height={960}
        alt={translate({
          id: 'home.picture',
          message:
            'A documentation page with the panel beside it: a question, its answer with numbered markers, and the list of sources.',
        })}
        sources={{light: useBaseUrl('/img/panel-light.png'), dark: useBaseUrl('/img/panel-dark.png')}}
      />
    </section>
  );
}

/** Those that the empty panel offers, too: a click opens it with the question, which the reader then sends. */
function Questions(): ReactNode {
  const {askdocs} = useThemeConfig() as unknown as UserThemeConfig;
  return (
    <ul
      className={styles['questions']}
      aria-label={translate({id: 'home.questions', message: 'Questions to begin with'})}
    >
      {askdocs.exampleQuestions?.map((question) => (
        <li key={question}>
          <AskDocsButton question={question}>{question}</AskDocsButton>
        </li>
      ))}
    </ul>
  );
}

function Features(): ReactNode {
  return (
    <section className={styles['features']}>
      <Feature
        title={<Translate id="home.exact">The exact place</Translate>}
        text={
          <Translate id="home.exact.text">
            Each marker leads to the heading under which the passage stands, in the right version and language: not to
            the top of some page.
          </Translate>
        }
      />
      <Feature
        title={<Translate id="home.honest">Honest about gaps</Translate>}
        text={
          <Translate id="home.honest.text">
            Too little evidence means no answer, but the pages nearest to it. Out of quota, cut off, declined: each says
            what it is.
          </Translate>
        }
      />
      <Feature
        title={<Translate id="home.quiet">Quiet in the page</Translate>}
        text={
          <Translate id="home.quiet.text">
            One script tag for any site, or a theme for Docusaurus. No third-party scripts, no cookies, and nothing is
            sent before the reader asks.
          </Translate>
        }
      />
      <Feature
        title={<Translate id="home.yours">Yours to run</Translate>}
        text={
          <Translate id="home.yours.text">
            A LangChain chain behind LangServe: Gemini answers, Qdrant finds, inside the process or on a server of its
            own.
          </Translate>
        }
      />
    </section>
  );
}

interface FeatureProps {
  readonly title: ReactNode;
  readonly text: ReactNode;
}

function Feature({title, text}: FeatureProps): ReactNode {
  return (
    <div>
      <Heading as="h2">{title}</Heading>
      <p>{text}</p>
    </div>
  );
}

function Start(): ReactNode {
  return (
    <section className={styles['start']}>
      <Heading as="h2">
        <Translate id="home.try">Try it without a key</Translate>
      </Heading>
      <CodeBlock language="bash">make demo</CodeBlock>
      <p>
        <Translate
          id="home.next"
          values={{
            tag: (
              <Link to="/docs/script-tag/">
                <Translate id="home.next.tag">script tag</Translate>
              </Link>
            ),
            api: (
              <Link to="/docs/http-api/">
                <Translate id="home.next.api">HTTP API</Translate>
              </Link>
            ),
          }}
        >
          {'Then put the panel on your pages with a {tag}, or ask from a program through the {api}.'}
        </Translate>
      </p>
    </section>
  );
}
