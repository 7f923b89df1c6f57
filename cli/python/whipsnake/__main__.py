"""`python -m whipsnake` becomes the `whip` that was installed with this package."""

import os
import sys
import sysconfig


def find_whip() -> str:
    name = "whip" + (sysconfig.get_config_var("EXE") or "")
    # Where this interpreter's programs are; where `pip install --user` and `--prefix` put them; beside `--target`.
    user = sysconfig.get_path("scripts", "nt_user" if os.name == "nt" else "posix_user")
    package = os.path.dirname(os.path.abspath(__file__))
    prefix = os.path.abspath(os.path.join(package, *[os.pardir] * 4, "bin"))
    target = os.path.join(os.path.dirname(package), "bin")
    folders = [sysconfig.get_path("scripts"), user, prefix, target]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise SystemExit("whipsnake: there is no `whip` in " + ", ".join(folders))


def main() -> None:
    whip = find_whip()
    if os.name == "nt":
        import subprocess

        raise SystemExit(subprocess.run([whip, *sys.argv[1:]]).returncode)
    os.execv(whip, [whip, *sys.argv[1:]])


if __name__ == "__main__":
    main()
