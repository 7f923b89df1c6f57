"""`whip shake` over pairs of programs: each racy one is confirmed, and again by its replay; no safe one is.

    shake_test.py WHIP [--python PROGRAM]

A line `# shake: ARGUMENTS` at the top of a program says what to call (`::name` after the path, or options).
"""

import argparse
import json
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
given = None


def shake(program, *more):
    arguments = [str(program)]
    first = program.read_text().splitlines()[0]
    if first.startswith("# shake: "):
        words = first[len("# shake: ") :].split()
        if words[0].startswith("::"):
            arguments[0] += words.pop(0)
        arguments += words
    command = [given.whip, "shake", *arguments, "--python", given.python, *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


class Shake(unittest.TestCase):
    def test_every_racy_program_is_confirmed_and_its_replay_confirms_it_again(self):
        for program in sorted((HERE / "racy").glob("*.py")):
            with self.subTest(program.name):
                run = shake(program, "--json")
                self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
                found = json.loads(run.stdout)
                self.assertTrue(found["confirmed"])
                self.assertTrue(found["differences"])
                again = shake(program, "--json", "--replay", found["replay"])
                self.assertEqual(again.returncode, 1, again.stdout + again.stderr)
                self.assertEqual(json.loads(again.stdout)["differences"], found["differences"])

    def test_no_safe_program_is_confirmed(self):
        for program in sorted((HERE / "safe").glob("*.py")):
            with self.subTest(program.name):
                run = shake(program, "--schedules", "200")
                self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
                self.assertRegex(run.stdout, r"^not confirmed in [1-9]\d* schedules\n$")

    def test_the_same_seed_finds_the_same_and_says_it_in_words(self):
        program = HERE / "racy" / "one_pool_per_host.py"
        one, two = shake(program), shake(program)
        self.assertEqual(one.stdout, two.stdout)
        self.assertIn("one_pool_per_host.py:", one.stdout)
        self.assertIn("again: whip shake ", one.stdout)

    def test_threads_are_interrupted_first_where_the_rules_about_threads_point(self):
        program = HERE / "racy" / "one_pool_per_host.py"
        found = json.loads(shake(program, "--json").stdout)
        lines = {(place["path"], place["line"]) for place in found["lines"]}
        self.assertTrue(lines)
        for switch in found["switches"]:
            self.assertIn((switch["path"], switch["line"]), lines)

    def test_a_finding_s_place_names_the_function_around_it(self):
        program = HERE / "racy" / "lazy_table.py"
        line = next(n for n, text in enumerate(program.read_text().splitlines(), 1) if "is None" in text)
        run = subprocess.run(
            [given.whip, "shake", f"{program}:{line}:5", "--json", "--python", given.python],
            capture_output=True,
            text=True,
            timeout=300,
        )
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
        self.assertTrue(json.loads(run.stdout)["confirmed"])

    def test_what_cannot_be_run_is_one_error(self):
        program = HERE / "racy" / "drop_while_read.py"
        for arguments, message in (
            (["nowhere.py"], "no such file"),
            ([f"{program}::nothing"], "has no function"),
            ([f"{program}::Cache"], "name a method"),
            ([str(program), "--replay", "x"], "not a plan"),
            ([str(program), "--threads", "many"], "not a whole number"),
            ([str(program), "--python", "no-such-python"], "could not be started"),
            ([], "nothing to run"),
        ):
            with self.subTest(message):
                run = subprocess.run([given.whip, "shake", *arguments], capture_output=True, text=True, timeout=60)
                self.assertEqual(run.returncode, 2, run.stdout + run.stderr)
                self.assertIn(message, run.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("whip")
    parser.add_argument("--python", default=sys.executable)
    given, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
