//! Every command of the README and of the guide runs as printed, and prints what stands below it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Commands that are not run here, by how they begin, and why.
const NOT_RUN: [(&str, &str); 5] = [
    (
        "reproduce",
        "takes minutes; `.ci/run` runs it and `tests/paper/reproduce.rs` tests it",
    ),
    (
        "verify",
        "takes minutes; each theorem's own test gathers the same evidence",
    ),
    (
        "sweep",
        "needs a cluster or hours; `tests/commands/sweep.rs` runs shards and merges them",
    ),
    (
        "compare-backends",
        "takes minutes; `tests/linear_programs/certificates.rs` tests what it counts",
    ),
    ("proofs", "`tests/generated_proofs.rs` compares the files"),
];

/// A command and what the text says it prints.
#[derive(Debug)]
struct Shown {
    place: String,
    arguments: Vec<String>,
    prints: Option<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The commands of the `sh` blocks of a text. A block ```text right below one is what its last
/// command prints.
fn commands(file: &Path, text: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    let mut last_block_end = None;
    while let Some((number, line)) = lines.next() {
        match line.trim() {
            "```sh" => {
                while let Some((number, line)) = lines.next_if(|(_, line)| line.trim() != "```") {
                    let place = format!("{}:{}", file.display(), number + 1);
                    found.extend(command(line).map(|arguments| Shown {
                        place,
                        arguments,
                        prints: None,
                    }));
                }
                last_block_end = lines.next().map(|(number, _)| number);
            }
            "```text" => {
                let mut prints = String::new();
                while let Some((_, line)) = lines.next_if(|(_, line)| line.trim() != "```") {
                    prints.push_str(line);
                    prints.push('\n');
                }
                // Only blank lines may stand between a command and what it prints.
                if let (Some(_), Some(shown)) = (last_block_end.take(), found.last_mut()) {
                    shown.prints = Some(prints);
                }
            }
            "" => {}
            _ => {
                if last_block_end.is_some_and(|end| end < number) {
                    last_block_end = None;
                }
            }
        }
    }
    found
}

/// Lines of a block, those that end in a backslash joined with the next.
fn joined(text: &str) -> String {
    text.replace("\\\n", " ")
}

/// Files that a text shows: `toml` blocks whose first line is a comment with their name.
fn files_shown(text: &str) -> Vec<(&str, &str)> {
    text.split("```toml\n# ")
        .skip(1)
        .filter_map(|block| block.split_once('\n'))
        .filter(|(name, _)| name.ends_with(".toml"))
        .map(|(name, rest)| (name, rest.split("```").next().unwrap_or(rest)))
        .collect()
}

/// Whether `shown` is `printed`, where a line `…` stands for any lines left out.
fn is_shown(printed: &str, shown: &str) -> bool {
    let mut rest = format!("\n{printed}\n");
    let shown = format!("\n{shown}\n");
    let parts: Vec<&str> = shown.split("\n…").collect();
    let last = parts.len() - 1;
    // Whole lines only; their end stays for the next part to begin with.
    let line_end = |part: &str| format!("{part}\n");
    parts.iter().enumerate().all(|(number, part)| {
        let found = match (number == 0, number == last) {
            (true, true) => (rest == **part).then_some(rest.len()),
            (true, false) => rest.starts_with(&line_end(part)).then_some(part.len()),
            (false, true) => rest.ends_with(part).then_some(rest.len()),
            (false, false) => rest.find(&line_end(part)).map(|at| at + part.len()),
        };
        if let Some(end) = found {
            rest.drain(..end);
        }
        found.is_some()
    })
}

/// The arguments of a line that runs this program.
fn command(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    let arguments = line
        .strip_prefix("cargo run --release -- ")
        .or_else(|| line.strip_prefix("firstbest "))?;
    Some(arguments.split_whitespace().map(str::to_owned).collect())
}

/// A folder with what the commands read: the project's models and labels, a small linear program.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for below in ["figures/models", "tests/data"] {
        let target = folder.path().join(below);
        fs::create_dir_all(&target).expect("writable");
        for entry in fs::read_dir(root().join(below)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name");
            fs::copy(&path, target.join(name)).expect("a copy");
        }
    }
    let program = "NAME small\nROWS\n N cost\n G need\nCOLUMNS\n x cost 1\n x need 3\nRHS\n rhs need 1\nENDATA\n";
    fs::write(folder.path().join("problem.mps"), program).expect("writable");
    folder
}

#[test]
fn every_command_runs_and_prints_what_stands_below_it() {
    let mut files = vec![root().join("README.md")];
    let guide = fs::read_dir(root().join("src/guide")).expect("the guide");
    files.extend(guide.map(|entry| entry.expect("an entry").path()));
    files.sort();
    let mut run = 0;
    let mut wrong = String::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "md"))
    {
        let text = joined(&fs::read_to_string(file).expect("readable"));
        // The commands of one page follow each other in one folder.
        let folder = workshop();
        for (name, shown) in files_shown(&text) {
            fs::write(folder.path().join(name), shown).expect("writable");
        }
        for shown in commands(file, &text) {
            let first = shown.arguments.first().map_or("", String::as_str);
            if NOT_RUN.iter().any(|(name, _)| *name == first) {
                continue;
            }
            let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
                .args(&shown.arguments)
                .current_dir(folder.path())
                .env("COLUMNS", "100")
                .output()
                .expect("the binary runs");
            let stderr = String::from_utf8_lossy(&output.stderr);
            if !output.status.success() {
                wrong.push_str(&format!("{}: {stderr}\n", shown.place));
            }
            if let Some(prints) = &shown.prints {
                let stdout = String::from_utf8_lossy(&output.stdout);
                if !is_shown(stdout.trim_end(), prints.trim_end()) {
                    let place = &shown.place;
                    wrong.push_str(&format!("{place} prints\n{stdout}\nnot\n{prints}\n"));
                }
            }
            run += 1;
        }
    }
    assert!(run > 0, "no command was found");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn lines_left_out_are_marked_and_others_must_be_there() {
    let printed = "a\nb\nc\nd more";
    for shown in [printed, "…\nb\n…", "a\n…\nd more", "a\nb\n…", "…\nd more"] {
        assert!(is_shown(printed, shown), "{shown:?}");
    }
    for shown in [
        "a\nc\nd more",
        "…\nd\n…",
        "b\n…",
        "…\nc",
        "a\n…\ne\n…",
        "…\nc\n…\nb\n…",
        "",
    ] {
        assert!(!is_shown(printed, shown), "{shown:?}");
    }
}

/// The reader of this test finds commands, drops comments, and binds output to the right command.
#[test]
fn blocks_are_read_as_meant() {
    let text = "a\n```sh\nfirstbest gap a.toml   # why\ncargo test\n```\n\n```text\nout\n```\nb\n```text\nno\n```\n";
    let found = commands(Path::new("page.md"), text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].arguments, ["gap", "a.toml"]);
    assert_eq!(found[0].prints.as_deref(), Some("out\n"));
}
