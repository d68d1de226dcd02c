"""Headings that name nothing: they stand on any page, and only together with it do they say what is under them."""

import re

_HEADINGS = frozenset(
    " ".join(line.split())
    for line in """
    overview
    introduction
    intro
    summary
    recap
    conclusion
    conclusions
    final thoughts
    wrapping up
    key takeaways
    tl;dr
    contents
    table of contents
    on this page
    index
    home
    readme
    appendix
    see also
    read more
    learn more
    learning more
    find out more
    more
    next
    next step
    next steps
    what's next
    what next
    where to go next
    where to go from here
    what you'll learn
    what you will learn
    what you learned
    what you've learned
    link
    links
    useful links
    reference
    references
    resource
    resources
    tip
    tips
    note
    notes
    remark
    remarks
    caveat
    caveats
    example
    examples
    example usage
    usage
    usage examples
    setup
    verify
    verification
    background
    motivation
    goal
    goals
    objectives
    before you begin
    before you start
    prerequisite
    prerequisites
    requirements
    faq
    faqs
    q&a
    help
    getting help
    feedback
    credits
    authors
    contributors
    acknowledgments
    acknowledgements
    license
    licence
    changelog
    change log
    release notes
    synopsis
    syntax
    signature
    argument
    arguments
    parameter
    parameters
    option
    options
    returns
    return value
    return values
    throws
    request
    http request
    response
    properties
    attributes
    fields
    methods
    siehe auch
    überblick
    übersicht
    einleitung
    einführung
    zusammenfassung
    fazit
    voraussetzungen
    beispiel
    beispiele
    inhalt
    nächste schritte
    weiterführendes
    weitere informationen
    voir aussi
    aperçu
    résumé
    prérequis
    exemple
    exemples
    sommaire
    étapes suivantes
    pour aller plus loin
    véase también
    resumen
    introducción
    requisitos previos
    ejemplo
    ejemplos
    próximos pasos
    más información
    概述
    概览
    简介
    介绍
    总结
    小结
    前提条件
    先决条件
    示例
    背景
    验证
    参考
    参考资料
    相关链接
    下一步
    接下来
    参数
    响应
    http 请求
    概要
    はじめに
    まとめ
    前提条件
    関連項目
    次のステップ
    参考資料
    """.splitlines()
)
_MORE = re.compile(
    r"(?:further|more|additional|other|related|useful)\s+"
    r"(?:information|info|resources|reading|details|help|links|documentation|references|topics|pages|notes|examples)"
)
_OTHERS = re.compile(r"related\b.*|go back to\b.*|options inherited\b.*|[\d\W]*|v?\d+(?:\.\d+)+.*")
_NUMBER = re.compile(r"\d+(?:\.\d+)*[.):]\s+")
_ENDS = " \t:：.…!?？"


def is_generic(heading: str) -> bool:
    """Whether the heading is one that stands on any page, however it is numbered and written."""
    text = " ".join(heading.replace("’", "'").split()).casefold()
    text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    text = text.strip(_ENDS)
    return text in _HEADINGS or any(pattern.fullmatch(text) for pattern in (_MORE, _OTHERS))
