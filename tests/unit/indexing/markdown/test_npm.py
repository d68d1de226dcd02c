"""Commands of npm in the words of other package managers, as Docusaurus' npm2yarn 3.10 shows them."""

import pytest

from indexing.markdown.npm import convert_npm

_NONE = "\n# couldn't auto-convert command"


@pytest.mark.parametrize(
    ("command", "yarn", "pnpm", "bun"),
    [
        ("npm i -g tool", "yarn global add tool", "pnpm add -g tool", "bun add --global tool"),
        ("npm i -O a", "yarn add --optional a", "pnpm add -O a", "bun add --optional a"),
        ("npm i", "yarn install", "pnpm i", "bun install"),
        ("npm ci", f"npm ci{_NONE}", f"npm ci{_NONE}", f"npm ci{_NONE}"),
        ("npm update a", f"npm update a{_NONE}", f"npm update a{_NONE}", f"npm update a{_NONE}"),
        ("npm start && npm t", "yarn start && yarn test", "pnpm start && pnpm test", "bun start && bun run test"),
        ("npm init site@2 my -- --x", "yarn create site my --x", "pnpm create site my --x", "bunx create-site my --x"),
        ("npm create @a/b", "yarn create @a/b", "pnpm create @a/b", "bunx create-@a/b"),
        ("npm exec -- a b", "yarn a b", "pnpm exec a b", "bunx a b"),
        ("npm run build -- --w", "yarn build --w", "pnpm run build --w", "bun run build --w"),
        ("npm run", "yarn run", "pnpm run", "bun run"),
        ("npm list", "yarn list", "pnpm list", "bun pm ls"),
        ("npm version patch", "yarn version --patch", f"npm version patch{_NONE}", f"npm version patch{_NONE}"),
        ("npx -y a\nnpm ci", "yarn dlx -y a\nnpm ci", "pnpm dlx -y a\nnpm ci", "bun x -y a\nnpm ci"),
        ("npm i a\nnpx b", "yarn add a\nnpx b", "pnpm add a\nnpx b", "bun add a\nnpx b"),
        ("./npm-x; cat npm.log", "./npm-x; cat npm.log", "./npm-x; cat npm.log", "./npm-x; cat npm.log"),
    ],
)
def test_a_command_is_shown_as_the_page_shows_it(command: str, yarn: str, pnpm: str, bun: str) -> None:
    assert [convert_npm(command, manager) for manager in ("yarn", "pnpm", "bun")] == [yarn, pnpm, bun]


def test_code_for_a_manager_that_is_not_known_stays() -> None:
    assert convert_npm("npm i a", "npm") == "npm i a"
