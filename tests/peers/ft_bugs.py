"""Races that were mended upstream: the release before must have the finding, the release after must not.

Downloads both releases from the package index and lints what is in them with the rules about threads, as a library: the
settings are those of ft_precision.py. Exit code 0 if every pair comes out as it should.

    tests/peers/ft_bugs.py --whip build/release/whip [--keep FOLDER]
"""

import argparse
import pathlib
import sys
import tempfile
from dataclasses import dataclass

import releases


@dataclass(frozen=True)
class Bug:
    """A mended race: where it was told of upstream, and the finding that shows it."""

    project: str
    before: str
    after: str
    source: str
    file: str  # end of the path
    code: str
    words: str  # in the message


BUGS = [
    Bug("regex", "2026.6.28", "2026.7.10", "mrab-regex issue 606", "regex/_main.py", "FT107", "`_cache` is changed"),
    Bug(
        "django-components",
        "0.147.0",
        "0.148.0",
        "django-components pull request 1588",
        "component_media.py",
        "FT103",
        "`comp_media.resolved_template` says",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "strategies/_internal/lazy.py",
        "FT101",
        "`unwrap_depth` is read",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "internal/conjecture/data.py",
        "FT101",
        "`global_test_counter` is read",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "internal/observability.py",
        "FT104",
        "`TESTCASE_CALLBACKS` may change",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis pull request 4464",
        "internal/entropy.py",
        "FT104",
        "`RANDOMS_TO_MANAGE` may change",
    ),
    Bug(
        "hypothesis",
        "6.131.0",
        "6.131.6",
        "hypothesis pull request 4363",
        "internal/constants_ast.py",
        "FT104",
        "`sys.modules` may change",
    ),
    Bug(
        "typeguard",
        "2.3.0",
        "2.3.1",
        "typeguard pull request 59",
        "typeguard.py",
        "FT103",
        "`_type_hints_map[func]` is visible",
    ),
    Bug("fsspec", "2022.1.0", "2022.2.0", "fsspec pull request 893", "memory.py", "FT104", "store` may change"),
    Bug("redis", "7.1.0", "7.2.0", "redis-py pull request 3803", "cluster.py", "FT104", "nodes_cache` may change"),
    Bug("redis", "7.1.0", "7.2.0", "redis-py pull request 3803", "cluster.py", "FT107", "slots_cache` is changed"),
    Bug(
        "psycopg-pool",
        "3.3.0",
        "3.3.1",
        "psycopg issue 1300",
        "psycopg_pool/pool.py",
        "FT102",
        "`self._lock` missing",
    ),
    Bug(
        "google-cloud-ndb",
        "1.10.1",
        "1.11.0",
        "python-ndb pull request 716",
        "ndb/context.py",
        "FT106",
        "`_context_ids`",
    ),
    Bug(
        "sunpy",
        "7.0.0",
        "8.0.0",
        "sunpy issue 8499",
        "_transformations.py",
        "FT108",
        "`_ignore_sun_motion` is put back",
    ),
    Bug(
        "pyparsing", "3.0.0", "3.2.5", "reset_cache holds the lock", "pyparsing/core.py", "FT107", "packrat_cache_stats"
    ),
    Bug(
        "pyparsing", "3.0.0", "3.2.5", "enable_packrat holds the lock", "pyparsing/core.py", "FT103", "_packratEnabled"
    ),
]


def has(bug: Bug, found: list[dict]) -> bool:
    """Whether the finding is among them."""
    return any(
        one["filename"].endswith(bug.file) and one["code"] == bug.code and bug.words in one["message"] for one in found
    )


def main() -> int:
    """Judge every pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--keep", help="folder for what is downloaded; a temporary one by default")
    options = parser.parse_args()
    whip = str(pathlib.Path(options.whip).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        failures = releases.fetch_all([(bug.project, v) for bug in BUGS for v in (bug.before, bug.after)], folder)
        if failures:
            sys.exit("\n".join(failures))
        told = {}
        for bug in BUGS:
            for version in (bug.before, bug.after):
                release = releases.folder_of(bug.project, version, folder)
                if release not in told:
                    told[release] = releases.findings(whip, release, "FT")
        wrong = 0
        for bug in BUGS:
            before = has(bug, told[releases.folder_of(bug.project, bug.before, folder)])
            after = has(bug, told[releases.folder_of(bug.project, bug.after, folder)])
            wrong += not before or after
            verdict = "ok" if before and not after else "WRONG"
            print(
                f"{verdict:6} {bug.code} {bug.project} {bug.before} -> {bug.after}: {before=} {after=} ({bug.source})"
            )
    races = len({bug.source for bug in BUGS})
    print(
        f"{len(BUGS) - wrong} of {len(BUGS)} findings, of {races} races in {len({bug.project for bug in BUGS})} projects"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
