"""Read one file of the built site: its addresses, its ids, and who refers to whom.

One parse a file. Nothing is looked up here; `resolve` does that when the whole site is known.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from sitekit.links import styles
from sitekit.links.attributes import (
    HINT_RELS,
    LINK_NOUNS,
    META_ITEMS,
    META_OWN,
    META_PLAIN,
    META_WHOLE,
    RULES,
    TAG_NOUNS,
    TARGET_TAGS,
    Holds,
    words,
)

_PARSER = etree.HTMLParser(
    encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
)
_XML_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
)


class Ref(NamedTuple):
    """One address as it stands in a file.

    Attributes:
        noun: What it is, in a word an editor knows.
        value: The address, entities undone.
        duty: What it must be: ``link`` leads a reader on, ``part`` is loaded, ``note`` is only
            named, ``whole`` must be a whole address, ``own`` must be the address of this very
            page, ``root`` counts from the root of the site, ``map`` names an image map.
    """

    noun: str
    value: str
    duty: str = "part"


class IdRef(NamedTuple):
    """One attribute that names another element: ``<tag attribute="token">``."""

    tag: str
    attribute: str
    token: str


@dataclass
class Facts:
    """What one file says.

    Attributes:
        links: The ``href`` of each ``a`` and ``area``, each once, in order.
        refs: Every other address.
        ids: How often each id stands outside templates.
        tags: The element of each id, for references that ask for a kind of element.
        names: ``name`` of each ``a``, the old way to mark a target.
        maps: ``name`` of each ``map``.
        template_ids: Ids that exist only once a script copies their template.
        id_refs: Every reference to an id.
        base: ``href`` of ``<base>``.
        redirect: Whether the page sends its reader on at once.
        leftovers: Links in Markdown that never became links.
        inner: Pages within the page (``srcdoc``).
        broken: Why the file cannot be read, if it cannot.
    """

    links: dict[str, None] = field(default_factory=dict)
    refs: list[Ref] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)
    template_ids: set[str] = field(default_factory=set)
    id_refs: list[IdRef] = field(default_factory=list)
    base: str | None = None
    redirect: bool = False
    leftovers: list[str] = field(default_factory=list)
    inner: list[Facts] = field(default_factory=list)
    broken: str = ""


def read(name: str, content: bytes) -> Facts:
    """Return what a file says; a kind of file that holds no addresses says nothing.

    Args:
        name: Path in the site.
        content: The file.
    """
    stem = name.rpartition("/")[2]
    suffix = stem.rpartition(".")[2].lower()
    if suffix in {"html", "htm", "xhtml"}:
        return page(content)
    if suffix == "css":
        text = content.decode("utf-8", "replace")
        refs = [Ref("file in a style sheet", value) for value in styles.addresses(text)]
        # "#x" names an element of the page that uses the style sheet: unknown here.
        return Facts(refs=[ref for ref in refs if not ref.value.startswith("#")])
    if stem == "search_index.js":  # the index of a copy that is opened from disk
        return data_file("search_index.json", content.partition(b"=")[2].strip(b"; \n"))
    if suffix in {"js", "mjs"}:
        return Facts(refs=[Ref("script", value) for value in script_imports(content)])
    if suffix in {"svg", "xml"} or stem == "sitemap.xml.gz":
        return xml(gzip.decompress(content) if suffix == "gz" else content, svg=suffix == "svg")
    if suffix in {"json", "webmanifest"}:
        return data_file(stem, content)
    if stem == "robots.txt":
        lines = re.findall(r"(?im)^\s*sitemap:\s*(\S*)", content.decode("utf-8", "replace"))
        return Facts(refs=[Ref("sitemap", value, "whole") for value in lines])
    return Facts()


# --- pages --------------------------------------------------------------------------------


def page(content: bytes) -> Facts:
    """Return what an HTML page says."""
    if not content.strip():
        return Facts(broken="is empty")
    root = etree.fromstring(content, _PARSER)
    if root is None:
        return Facts(broken="holds no HTML")
    facts = elements(root)
    if b"](" in content or b"][" in content or b"[^" in content:
        facts.leftovers = list(leftovers(root))
    return facts


def elements(root: Any) -> Facts:
    """Walk a tree once and return what its elements say."""
    facts = Facts()
    links, ids, tags = facts.links, facts.ids, facts.tags
    # This loop is most of the time of a check: the usual attributes first, the tag only if needed.
    for element in root.iter("*"):
        for name, value in element.items():
            if name == "class":
                continue
            if name == "href" and element.tag == "a":
                links[value] = None
            elif name == "id":
                ids[value] = ids.get(value, 0) + 1
                tags[value] = _tag(element)
            elif name in RULES:
                rule, tag = RULES[name], _tag(element)
                if rule.tags is None or tag in rule.tags:
                    _attribute(facts, element, tag, name, value, rule.holds)
    for element in root.iter(*_SPECIAL):
        _SPECIAL[element.tag](facts, element)
    for template in _TEMPLATES(root):
        _set_apart(facts, template)
    return facts


_TEMPLATES: Any = etree.XPath("//template[not(ancestor::template)]")


def _tag(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _attribute(facts: Facts, element: Any, tag: str, name: str, value: str, holds: Holds) -> None:
    if holds is Holds.URL:
        _url(facts, element, tag, name, value)
    elif holds is Holds.ID:
        facts.id_refs.extend(IdRef(tag, name, token) for token in value.split() or [""])
    elif holds is Holds.CSS:
        facts.refs.extend(Ref("address in a style", url) for url in styles.addresses(value))
    elif holds is Holds.SRCSET:
        facts.refs.extend(Ref("image", url) for url in srcset(value) or [""])
    elif holds is Holds.URLS:
        facts.refs.extend(Ref(f"address in '{name}'", url, "note") for url in value.split())
    elif holds is Holds.HASH_NAME:
        facts.refs.append(Ref("image map", value, "map"))
    elif holds is Holds.NAME:
        facts.names.add(value)
    elif holds is Holds.HTML and value.strip():
        facts.inner.append(page(value.encode()))


def _url(facts: Facts, element: Any, tag: str, name: str, value: str) -> None:
    if tag == "a" or (tag == "area" and name == "href"):
        facts.links[value] = None
    elif tag == "base":
        facts.base = value if facts.base is None else facts.base
    elif tag == "link":
        rels = element.get("rel", "").lower().split()
        if not HINT_RELS.intersection(rels):
            noun = next((LINK_NOUNS[rel] for rel in rels if rel in LINK_NOUNS), "linked file")
            facts.refs.append(Ref(noun, value, "own" if "canonical" in rels else "part"))
    elif name in {"cite", "itemid", "longdesc"}:
        noun = "quoted source" if name == "cite" else f"address in '{name}'"
        facts.refs.append(Ref(noun, value, "note"))
    else:
        noun = "poster" if name == "poster" else TAG_NOUNS.get(tag, f"address in '{name}'")
        leads_on = tag in {"iframe", "frame"} or name in {"action", "formaction"}
        facts.refs.append(Ref(noun, value, "link" if leads_on else "part"))


def _set_apart(facts: Facts, template: Any) -> None:
    """Take the ids of a template out: it is no part of the page until a script copies it."""
    for element in template.iterdescendants():
        value = element.get("id")
        if value in facts.ids and isinstance(element.tag, str):
            facts.ids[value] -= 1
            if not facts.ids[value]:
                del facts.ids[value]
            facts.template_ids.add(value)


def srcset(value: str) -> list[str]:
    """Return the addresses of an image candidate list.

    Splits as the HTML standard does: at white space first, so that the comma in a data URI and
    in ``a,b.png`` stays where it is.
    """
    urls = []
    rest = value
    while rest := rest.lstrip(" \t\n\r\f,"):
        match = re.match(r"\S+", rest)
        assert match is not None
        url, rest = match[0], rest[match.end() :]
        if url.endswith(","):
            urls.append(url.rstrip(","))
            continue
        urls.append(url)
        descriptor = re.match(r"(?:\([^)]*\)|[^,(])*", rest)
        rest = rest[descriptor.end() :] if descriptor else ""
    return urls


def _style(facts: Facts, element: Any) -> None:
    text = element.text or ""
    facts.refs.extend(Ref("file in a style", url) for url in styles.addresses(text))


def _map(facts: Facts, element: Any) -> None:
    if name := element.get("name"):
        facts.maps.add(name)


def _meta(facts: Facts, element: Any) -> None:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower() == "refresh":
        url = refresh(content)
        if url is not None:
            facts.redirect = True
            facts.refs.append(Ref("forwarding address", url, "link"))
        return
    name = (element.get("property") or element.get("name") or "").lower()
    if name in META_WHOLE:
        facts.refs.append(Ref(f"address in '{name}'", content, "whole"))
    elif name in META_OWN:
        facts.refs.append(Ref(f"address in '{name}'", content, "own"))
    elif name in META_PLAIN:
        facts.refs.append(Ref(f"address in '{name}'", content))
    elif element.get("itemprop") in META_ITEMS:
        facts.refs.append(Ref(f"address in '{element.get('itemprop')}'", content, "note"))


_REFRESH = re.compile(
    r"""\s*(?:\d+(?:\.\d*)?|\.\d+)\s*[;,\s]\s*(?:url\s*=\s*)?(['"]?)(.*)""",
    re.IGNORECASE | re.DOTALL,
)


def refresh(content: str) -> str | None:
    """Return where a ``<meta http-equiv=refresh>`` goes; None if it only loads the page again."""
    match = _REFRESH.fullmatch(content)
    if not match or not match[2].strip():
        return None
    quote, url = match.groups()
    return str(url.partition(quote)[0] if quote else url).strip()


_LEFT = re.compile(r"!?\[[^\[\]\n]+\](?:\([^()\s]+\)|\[[^\[\]\n]+\])|\[\^[\w.-]+\]")
_TEXTS: Any = etree.XPath(
    "//text()[contains(., ']') and not(ancestor::code or ancestor::pre or ancestor::script"
    " or ancestor::style or ancestor::textarea or ancestor::kbd or ancestor::samp"
    " or ancestor::template)]",
    smart_strings=False,
)


def leftovers(root: Any) -> Iterator[str]:
    """Yield links in Markdown that the reader sees as brackets, because they name nothing."""
    for text in _TEXTS(root):
        for match in _LEFT.finditer(text):
            yield match[0]


# --- data within pages ---------------------------------------------------------------------


def _script(facts: Facts, element: Any) -> None:
    kind = element.get("type", "").lower().strip()
    text = element.text or ""
    if kind == "application/ld+json":
        _json(facts, text, "structured data", linked_data)
    elif kind == "importmap":
        _json(facts, text, "import map", _import_map)
    elif kind == "speculationrules":
        _json(facts, text, "prefetch rules", lambda data: _keyed(data, frozenset({"urls"})))
    elif kind == "application/json" and element.get("id") == "__config":
        _json(facts, text, "settings of the theme", _theme)
    elif kind == "module" and text:
        facts.refs.extend(Ref("script", url) for url in script_imports(text.encode()))


def _json(facts: Facts, text: str, noun: str, read_data: Any) -> None:
    try:
        data = json.loads(text)
    except ValueError as error:
        facts.broken = facts.broken or f"has {noun} that cannot be read: {error}"
        return
    facts.refs.extend(read_data(data))


_LD_KEYS = words(
    "@id url image logo thumbnail thumbnailUrl contentUrl embedUrl item mainEntityOfPage sameAs"
    " isBasedOn citation license significantLink relatedLink target urlTemplate photo"
)


_VOCABULARY = re.compile(r"https?://(?:www\.)?(?:schema\.org|w3\.org)/")


def linked_data(data: Any, key: str = "") -> Iterator[Ref]:
    """Yield the addresses of JSON-LD: known keys, and whatever else begins as an address."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in {"@context", "@type", "@vocab"}:
                yield from linked_data(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from linked_data(value, key)
    elif isinstance(data, str):
        if _VOCABULARY.match(data):
            return
        is_name = key == "@id" and (data.startswith(("#", "_:")) or ":" not in data)
        looks_like_address = re.match(r"https?://\S+$|/[\w./%~-]+$", data)
        if looks_like_address or (key in _LD_KEYS and not is_name and " " not in data):
            value = data.partition("#")[0] if key == "@id" else data
            if "{" not in value:
                yield Ref(f"address in the structured data ('{key}')", value, "note")


def _import_map(data: Any) -> Iterator[Ref]:
    tables = [data.get("imports", {}), *data.get("scopes", {}).values()]
    for table in tables:
        for value in table.values():
            if isinstance(value, str) and not value.endswith("/"):
                yield Ref("script in the import map", value)


def _keyed(data: Any, keys: frozenset[str], duty: str = "part") -> Iterator[Ref]:
    """Yield every string, and every string of a list, that stands under one of the keys."""
    if isinstance(data, list):
        for value in data:
            yield from _keyed(value, keys, duty)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name in keys and isinstance(value, str | list):
                texts = [value] if isinstance(value, str) else value
                for text in texts:
                    if isinstance(text, str):
                        yield Ref(f"address in '{name}'", text, duty)
            if isinstance(value, dict | list):
                yield from _keyed(value, keys, duty)


def _theme(data: Any) -> Iterator[Ref]:
    """Yield what Material's settings name: the worker of the search, as seen from the page."""
    worker = data.get("search")
    if isinstance(worker, str):
        yield Ref("search worker", worker)


_SVG = "{http://www.w3.org/2000/svg}"
_SPECIAL: dict[str, Any] = {
    "style": _style,
    "map": _map,
    "meta": _meta,
    "script": _script,
    f"{_SVG}style": _style,
}

# --- other files -----------------------------------------------------------------------------

_COMMENTS = re.compile(rb"/\*.*?\*/|(?m:^\s*//.*$)", re.DOTALL)
_IMPORTS = re.compile(
    rb"""(?:\bfrom|\bimport)\s*\(?\s*(["'])(\.{1,2}/[^"'\n]+)\1|\bimportScripts\(\s*(["'])([^"'\n]+)\3"""
)


def script_imports(content: bytes) -> Iterator[str]:
    """Yield the scripts that a script names beside itself (``import "./x.js"``)."""
    if b"import" not in content:
        return
    for match in _IMPORTS.finditer(_COMMENTS.sub(b"", content)):
        yield (match[2] or match[4]).decode("utf-8", "replace")


_XML_KINDS = {
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "rss": "feed",
    "feed": "feed",
    "browserconfig": "settings for tiles",
}


def xml(content: bytes, *, svg: bool) -> Facts:
    """Return what a drawing, a sitemap or a feed says."""
    try:
        root = etree.fromstring(content, _XML_PARSER)
    except etree.XMLSyntaxError as error:
        return Facts(broken=f"is not well-formed: {error.msg}")
    if svg:
        return elements(root)
    facts = Facts()
    name = etree.QName(root).localname
    if kind := _XML_KINDS.get(name):
        duty = "part" if name == "browserconfig" else "whole"
        facts.refs.extend(Ref(f"address in the {kind}", url, duty) for url in _xml_urls(root))
    return facts


def _xml_urls(root: Any) -> Iterator[str]:
    for element in root.iter():
        name = etree.QName(element).localname
        text = (element.text or "").strip()
        is_permalink = name == "guid" and element.get("isPermaLink", "true") == "true"
        if text and (name in {"loc", "link", "comments"} or is_permalink):
            yield text
        for attribute in ("href", "src", "url"):
            if (value := element.get(attribute)) is not None:
                yield value


_MANIFEST_KEYS = frozenset({"src", "start_url", "scope", "url", "action"})


def data_file(name: str, content: bytes) -> Facts:
    """Return what a search index or a web app manifest says."""
    facts = Facts()
    try:
        data = json.loads(content)
    except ValueError as error:
        return Facts(broken=f"cannot be read: {error}")
    if name in {"search_index.json", "search.json"} and isinstance(data, dict):
        entries = data.get("docs") or data.get("items") or []
        facts.refs.extend(
            Ref("entry of the search index", entry["location"], "root")
            for entry in entries
            if isinstance(entry, dict) and isinstance(entry.get("location"), str)
        )
    elif name.endswith(".webmanifest") or name == "manifest.json":
        facts.refs.extend(_keyed(data, _MANIFEST_KEYS))
    return facts


def wrong_kind(facts: Facts, ref: IdRef) -> str:
    """Return the element that a reference finds where it asks for another; "" if it fits."""
    wanted = TARGET_TAGS.get((ref.tag, ref.attribute))
    found = facts.tags.get(ref.token, "")
    is_custom = "-" in found and ref.attribute == "for"
    return "" if wanted is None or found in wanted or is_custom else found
