"""The sites of langserve.yaml."""

from pathlib import Path

import pytest

from app.settings import ServerSettings
from app.settings.routes import LangServeConfig, load_langserve_config
from chains.errors import SettingsError, UsageError

ROUTES = """
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
  - path: /shop
    site: shop
    chain: chains.answer:create_answer_chain
"""
SITES = """
  - name: guide
    sources: [./guide, https://guide.example]
    schedule: 0 3 * * *
    hosts: [ask.guide.example]
  - name: shop
    keys: [partner]
    cors_origins: [https://shop.example]
    tokens_per_day: 1000
"""
KEYS = "partner:pppppppppppppppp,other:oooooooooooooooo"


def load(folder: Path, sites: str = SITES, keys: str = KEYS) -> LangServeConfig:
    path = folder / "langserve.yaml"
    path.write_text(f"version: 1\nsites:{sites}{ROUTES}")
    return load_langserve_config(ServerSettings(langserve_config=path, api_keys=keys))


def test_a_route_without_a_site_answers_from_the_first_one(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert [config.find_site(route.site).name for route in config.routes] == ["guide", "shop"]
    assert config.find_site_route("shop").path == "/shop"
    assert config.choose_route(site="shop").path == "/shop"
    assert config.list_sites_of_key("partner") == ["shop"]
    assert config.list_sites_of_key("other") == []


def test_without_the_section_there_is_one_site(tmp_path: Path) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text("version: 1\nroutes:\n  - path: /chat\n    chain: chains.answer:create_answer_chain\n")
    config = load_langserve_config(ServerSettings(langserve_config=path))
    assert [site.name for site in config.sites] == ["default"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: shop", "name: guide", "two sites have the name guide; each needs its own"),
        ("    keys: [partner]", "    hosts: [ask.guide.example]", "two sites have the host ask.guide.example"),
        ("name: shop", "name: Shop!", r"the site Shop!: name must be such as guide or user-guide.*it is 'Shop!'"),
        ("name: shop", "name: toys", "the route /shop names the site shop; the sites are guide, toys"),
        ("name: shop", "languages: [en]", "site 2: the key name is missing"),
        ("tokens_per_day: 1000", "tokens_per_day: -1", "the site shop: tokens_per_day"),
        ("tokens_per_day: 1000", "token_per_day: 1", "the site shop: unknown key token_per_day, did you mean"),
        ("schedule: 0 3 * * *", "schedule: at three", "the site guide: 'at three' is no time of cron's"),
        (
            "sources: [./guide, https://guide.example]",
            "languages: [en]",
            "the site guide has a schedule and no sources",
        ),
        ("hosts: [ask.guide.example]", "hosts: [https://ask.guide.example/]", "is no host such as ask.example.org"),
        ("hosts: [ask.guide.example]", "hosts: ['ask.guide.example:443']", "leave the port out"),
        ("cors_origins: [https://shop.example]", "cors_origins: ['*']", "the site shop: '\\*' is not an origin"),
        ("keys: [partner]", "keys: [partners]", "The site shop .* names the key partners, which is not in API_KEYS"),
        ("sources: [./guide, https://guide.example]", "sources: ./guide", "sources must be a list such as"),
    ],
)
def test_what_is_wrong_with_a_site_is_one_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SITES
    with pytest.raises(SettingsError, match=message) as caught:
        load(tmp_path, SITES.replace(old, new))
    assert "\n" not in str(caught.value)


def test_no_sites_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="sites is empty; write `- name: guide`"):
        load(tmp_path, " []")


def test_a_site_that_is_not_known_and_one_that_no_route_serves_are_told(tmp_path: Path) -> None:
    config = load(tmp_path, f"{SITES}  - name: attic\n")
    with pytest.raises(UsageError, match=r"no site cellar\. Its sites are guide, shop, attic"):
        config.find_site("cellar")
    with pytest.raises(UsageError, match=r"No route .* answers from the site attic\. Add one with `site: attic`"):
        config.choose_route(site="attic")
    with pytest.raises(UsageError, match="The route /shop answers from the site shop, not from guide"):
        config.choose_route("/shop", "guide")
