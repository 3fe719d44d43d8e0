#!/usr/bin/env python3
"""Fetches the public label sets of the studies and writes them as label files.

    python3 benches/studies/fetch_data.py FOLDER [--clones CLONES] [--only SET ...]

What is fetched, from which commit, how it is converted and what the outcome must be (its SHA-256)
is written in data.toml beside this script. Then

    firstbest reproduce --data FOLDER [--check]

makes every number of the paper that comes from real labels again, byte for byte. Repositories are
cloned from GitHub below FOLDER/.clones, or taken from CLONES if they are there already (as
OWNER/NAME, OWNER+NAME or NAME, bare or not). A set that cannot be reached, or does not come out as
it was, is named at the end with the reason, and the exit status is 1. Needs git and Python 3.11;
no packages.
"""

import argparse
import csv
import hashlib
import io
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent


class Unreachable(Exception):
    """A set cannot be had; the message says why."""


class Repository:
    """Files of one commit, read out of git without a working copy."""

    def __init__(self, name, commit, clones, folder):
        self.name, self.commit = name, commit
        self.git = self.find(clones) if clones else None
        if self.git is None:
            self.git = self.clone(folder / ".clones")

    def find(self, clones):
        owner, _, name = self.name.partition("/")
        for place in [f"{owner}/{name}", f"{owner}+{name}", name]:
            for inside in ["repo/.git", "repo", ".git", ""]:
                git = clones / place / inside
                if (git / "HEAD").is_file():
                    return git
        return None

    def clone(self, clones):
        git = clones / self.name.replace("/", "+")
        if not (git / "HEAD").is_file():
            url = f"https://github.com/{self.name}"
            # Without the files: git fetches those that are asked for.
            made = subprocess.run(
                ["git", "clone", "--quiet", "--bare", "--filter=blob:none", url, str(git)],
                capture_output=True, text=True)
            if made.returncode:
                raise Unreachable(f"{url} cannot be cloned: {made.stderr.strip().splitlines()[-1]}")
        return git

    def run(self, *arguments):
        done = subprocess.run(["git", "--git-dir", str(self.git), *arguments], capture_output=True)
        if done.returncode:
            why = done.stderr.decode(errors="replace").strip().splitlines()
            raise Unreachable(f"{self.name} at {self.commit[:12]}: {why[-1] if why else 'git failed'}")
        return done.stdout

    def read(self, path):
        return self.run("show", f"{self.commit}:{path}").decode("utf-8-sig")

    def below(self, folder):
        """The files of a folder, sorted."""
        listed = self.run("ls-tree", "-r", "-z", "--name-only", self.commit, folder)
        return sorted(path for path in listed.decode().split("\0") if path)


def rows(header, lines):
    return header + "\n" + "".join(",".join(map(str, line)) + "\n" for line in lines)


def preferred(first, second):
    """The label of a pair from two ranks: the smaller is better."""
    return 1.0 if first < second else 0.0 if first > second else 0.5


def bluebirds(repository, paths):
    labels, gold = (repository.read(path) for path in paths)
    pairs = re.compile(r"(\d+): (true|false)")
    truth = {item: int(value == "true") for item, value in pairs.findall(gold)}
    workers = re.findall(r"\d+: \{(.*?)\}", labels, re.S)
    return rows("item,annotator,label,gold", (
        (item, f"w{worker:04d}", int(value == "true"), truth[item])
        for worker, body in enumerate(workers) for item, value in pairs.findall(body)))


def pandalm(repository, paths):
    label = {1: 1.0, 2: 0.0, 0: 0.5}
    return rows("item,annotator,label", (
        (record["idx"], who, label[record[who]])
        for record in json.loads(repository.read(paths[0]))
        for who in ["annotator1", "annotator2", "annotator3"]))


def squality(repository, paths):
    systems = ["bart", "bart-dpr", "human"]

    def lines():
        for line in repository.read(paths[0]).splitlines():
            record = json.loads(line)
            for question, answers in record["questions"].items():
                for reviews in zip(*(answers[system]["reviews"] for system in systems)):
                    rated = list(zip(systems, reviews))
                    for (a, x), (b, y) in itertools.combinations(rated, 2):
                        label = preferred(-x["overall-rating"], -y["overall-rating"])
                        item = f"{record['passage-id']}_q{question}_{a}_{b}"
                        yield item, f"w{x['worker_id']}", label
    return rows("item,annotator,label", lines())


def gec2015(repository, paths):
    tasks = list(xml.fromstring(repository.read(paths[0])).iter("ranking-item"))
    ranked = [[(x.get("system"), int(x.get("rank"))) for x in task] for task in tasks]
    names = sorted({name for ranks in ranked if len(ranks) > 1 for name, _ in ranks})
    number = {name: i for i, name in enumerate(names)}

    def lines():
        for at, (task, ranks) in enumerate(zip(tasks, ranked)):
            if len(ranks) < 2:
                continue
            ranks = sorted((number[name], rank) for name, rank in ranks)
            for (a, x), (b, y) in itertools.combinations(ranks, 2):
                item = f"s{task.get('src-id')}_{a}_{b}"
                yield item, task.get("user"), preferred(x, y), at
    return rows("item,annotator,label,ranking", lines())


def ukpconvarg1(repository, paths):
    label = {"a1": "1.0", "a2": "0.0", "equal": "0.5", None: ""}
    plain = lambda pair: "_".join(part.removeprefix("arg") for part in pair.split("_"))
    full, strict = paths
    gold = {}
    for path in repository.below(strict):
        for line in repository.read(path).splitlines():
            if not line.startswith("#"):
                pair, best = line.split("\t")[:2]
                gold[plain(pair)] = best
    found = []
    for path in repository.below(full):
        for pair in xml.fromstring(repository.read(path)).iter("annotatedArgumentPair"):
            item = plain(pair.findtext("id"))
            for given in pair.iter("mTurkAssignment"):
                found.append((item, given.findtext("turkID"), given.findtext("value")))
    number = {who: i for i, who in enumerate(sorted({who for _, who, _ in found}))}
    return rows("item,annotator,label,gold", (
        (item, f"w{number[who]:04d}", label[value], label[gold.get(item)])
        for item, who, value in found))


def wmt16(repository, paths):
    read = list(csv.DictReader(io.StringIO(repository.read(paths[0]))))
    sides = ["system1", "system2"]
    names = sorted({row[f"{side}Id"] for row in read for side in sides})
    number = {name: i for i, name in enumerate(names)}

    def lines():
        for row in read:
            (a, x), (b, y) = sorted((number[row[f"{s}Id"]], int(row[f"{s}rank"])) for s in sides)
            yield f"s{row['srcIndex']}_{a}_{b}", row["judgeID"], preferred(x, y), row["rankingID"]
    return rows("item,annotator,label,ranking", lines())


def lewidi(repository, paths):
    def lines():
        for path in paths:
            split = path.rsplit("_", 1)[1].removesuffix(".json")
            for key, record in json.loads(repository.read(path)).items():
                given = record["annotations"]
                if isinstance(given, str):
                    names = record["annotators"].split(",")
                    given = zip(names, given.split(","), strict=True)
                else:
                    given = given.items()
                for who, label in given:
                    yield f"{split}_{key}", who, label
    return rows("item,annotator,label", lines())


CONVERTERS = {
    "bluebirds": bluebirds, "pandalm": pandalm, "squality": squality, "gec2015": gec2015,
    "ukpconvarg1": ukpconvarg1, "wmt16": wmt16, "lewidi": lewidi,
}


def fetch(entry, clones, folder):
    repository = Repository(entry["repository"], entry["commit"], clones, folder)
    return CONVERTERS[entry["converter"]](repository, entry["paths"]).encode()


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("folder", type=pathlib.Path)
    asked.add_argument("--clones", type=pathlib.Path)
    asked.add_argument("--only", nargs="+", metavar="SET")
    given = asked.parse_args()
    sets = tomllib.loads((HERE / "data.toml").read_text())
    names = sets.pop("sets")
    unknown = [name for name in given.only or [] if name not in names]
    if unknown:
        sys.exit(f"{', '.join(unknown)}: no such set; there are {', '.join(names)}")
    given.folder.mkdir(parents=True, exist_ok=True)
    troubles = []
    for name in given.only or names:
        entry, file = sets[name], given.folder / f"{name}.csv"
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]:
            print(f"{name}: there already")
            continue
        try:
            made = fetch(entry, given.clones, given.folder)
        except Unreachable as why:
            troubles.append(f"{name}: cannot be reached: {why}")
            continue
        except (KeyError, ValueError, xml.ParseError) as why:
            troubles.append(f"{name}: the source is not as it was: {type(why).__name__} {why}")
            continue
        file.write_bytes(made)
        found = hashlib.sha256(made).hexdigest()
        count = len(made.splitlines()) - 1
        print(f"{name}: {count} rows")
        if found != entry["sha256"]:
            troubles.append(f"{name}: {file} has SHA-256 {found}, expected {entry['sha256']}")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
