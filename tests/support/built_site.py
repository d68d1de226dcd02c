"""A built site, as Docusaurus writes it."""


def build(
    url: str, body: str, *, version: str = "current", doc: str = "", locale: str = "en", default: str = ""
) -> str:
    kind = f"docs-wrapper plugin-docs docs-doc-page docs-doc-id-{doc}" if doc else "plugin-pages"
    meta = f"<meta name=docusaurus_version content={version}><meta name=docusaurus_tag content=docs-default-{version}>"
    alternate = f'<link rel=alternate hreflang=x-default href="{default or url}">'
    return (
        f'<html lang={locale} class="{kind}"><head><meta name=generator content="Docusaurus v3.10"/>'
        f'{meta if doc else ""}<meta name=docusaurus_locale content={locale}><link rel=canonical href="{url}">'
        f"{alternate}<title>T | S</title></head>"
        f"<body><main><article><div class=theme-doc-markdown>{body}</div></article></main></body></html>"
    )


E = "https://example.org"


SITE = {
    "index.html": build(f"{E}/", "<h1>Front</h1>"),
    "404.html": build(f"{E}/404.html", "<p>Not found"),
    "docs/a/index.html": build(f"{E}/docs/a", "<h1>A</h1><p>Text.<h2 id=x>X</h2><p>More.", version="2.0", doc="a"),
    "docs/next/a/index.html": build(f"{E}/docs/next/a", "<h1>A</h1><p>Next.", version="current", doc="a"),
    "docs/1.0/a/index.html": build(f"{E}/docs/1.0/a", "<h1>A</h1><p>Old.", version="1.0", doc="a"),
    "fr/docs/a/index.html": build(
        f"{E}/fr/docs/a", "<h1>A</h1><p>Texte.", version="2.0", doc="a", locale="fr", default=f"{E}/docs/a"
    ),
    "old/index.html": '<meta http-equiv="refresh" content="0; url=/docs/a">',
}
