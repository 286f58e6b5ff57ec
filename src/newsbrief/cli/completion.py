"""Completion by the Tab key: the values to offer, and the shells' scripts that ask for them.

Click parses the line. This module adds what Click cannot know: the names of the models, that the
main job is not named, and where each shell looks for its scripts.
"""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from newsbrief.cli.completers import VARIABLE
from newsbrief.errors import OutputError

__all__ = [
    "SHELLS",
    "completion",
    "first_word",
    "place",
    "register",
    "script",
]


class Bash(BashComplete):
    """Click's completion for bash, but with files beside the words, and after "=".

    Click's script offers files only where there is nothing else, so that `newsbrief <TAB>` would
    show the commands and no article. Bash gives "--option=value" as three words.
    """

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' kind value word response files=0 words=() current="${COMP_WORDS[COMP_CWORD]}"
    for word in "${COMP_WORDS[@]:0:COMP_CWORD}"; do
        [[ $word == "=" ]] || words+=("$word")
    done
    [[ $current != "=" ]] || current=""
    response=$(env COMP_WORDS="${words[*]}"$'\\n'"$current" COMP_CWORD=${#words[@]} \
%(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS=',' read -r kind value; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            file) files=1; compopt -o default -o filenames ;;
            dir) files=1; compopt -o dirnames -o filenames ;;
        esac
    done <<< "$response"
    if (( files && ${#COMPREPLY[@]} )); then
        COMPREPLY+=($(compgen -f -- "$current"))
    fi
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _WholeWords(ShellComplete):
    """For a shell that replaces the whole of "--option=value", not only the value."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Click's completions, each with the option's name before it if that was typed."""
        name, equals, value = incomplete.partition("=")
        if not equals or not name.startswith("-"):
            return super().get_completions(args, incomplete)
        return [
            CompletionItem(f"{name}={item.value}", type=item.type, help=item.help)
            for item in super().get_completions([*args, name], value)
        ]


class Fish(_WholeWords, FishComplete):
    """Click's completion for fish, and after "="."""


class Zsh(_WholeWords, ZshComplete):
    """Click's completion for zsh, and after "="."""


_KINDS = {"bash": Bash, "fish": Fish, "zsh": Zsh}
SHELLS = tuple(_KINDS)


def register() -> None:
    """Make Click use the classes of this module for the shells."""
    for name, kind in _KINDS.items():
        add_completion_class(kind, name)


def first_word(
    root: click.Group, main: click.Command, ctx: click.Context, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete the first word: an option of the main job, an article, or a command."""
    if incomplete.startswith("-"):
        with click.Context(main, info_name=ctx.info_name) as main_context:
            return main.shell_complete(main_context, incomplete)
    commands = click.Group.shell_complete(root, ctx, incomplete)
    # Last: click's script for zsh drops an empty word, and with it the order of what follows.
    return [*commands, CompletionItem(incomplete, type="file")]


def script(shell: str) -> str:
    """Return the script that makes `shell` ask newsbrief for completions."""
    kind = _KINDS[shell](click.Command("newsbrief"), {}, "newsbrief", VARIABLE)
    return kind.source_template % kind.source_vars()


def place(shell: str) -> Path:
    """Return where `shell` looks for the user's completion scripts."""
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
    return {
        "bash": data / "bash-completion/completions/newsbrief",
        "fish": config / "fish/completions/newsbrief.fish",
        "zsh": Path("~/.zfunc/_newsbrief").expanduser(),
    }[shell]


_LOADED = {
    "bash": "a new shell has it where bash-completion is installed; else add to ~/.bashrc: "
    'eval "$(newsbrief completion bash)"',
    "fish": "a new shell has it",
    "zsh": "a new shell has it if ~/.zshrc holds: fpath+=~/.zfunc; autoload -Uz compinit; compinit",
}


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="bash|fish|zsh")
@click.option("--install", is_flag=True, help="Write it where the shell looks for such scripts.")
def completion(shell: str, install: bool) -> None:
    """Print a shell's completion script, or install it.

    With it the Tab key completes options, commands, files, and the names of models.

    \b
    newsbrief completion bash --install
    eval "$(newsbrief completion zsh)"     # for this shell alone
    """
    if not install:
        click.echo(script(shell))
        return
    from newsbrief.output import write_file

    path = place(shell)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(
            f"'{path.parent}' cannot be made ({exc.strerror or exc}); "
            f"redirect the output of: newsbrief completion {shell}"
        ) from exc
    write_file(path, script(shell))
    click.echo(f"{path}\n{_LOADED[shell]}")
