//! `pay` names who did nothing, keeps two names two, and writes all of its files or none; what
//! classes cannot do is said.

use std::path::Path;
use std::process::Command;

fn run(folder: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firstbest"));
    let output = command.args(args).current_dir(folder).output();
    let output = output.expect("the binary runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("UTF-8");
    (output.status.success(), said)
}

/// Terms by hand-set numbers for 20 checked labels by an expert.
fn with_terms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let model = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\n[monitoring]\nscheme = \"expert\"\nkappa = 0.85\n";
    std::fs::write(folder.path().join("m.toml"), model).expect("written");
    let design = "design m.toml --samples 20 --contract binary --unit 0.001 --terms-out terms.json";
    let args: Vec<&str> = design.split(' ').collect();
    let (made, said) = run(folder.path(), &args);
    assert!(made, "{said}");
    folder
}

/// 24 right labels of each name.
fn month(names: &[&str]) -> String {
    let mut content = "item,annotator,label,gold\n".to_owned();
    for item in 0..24 {
        for name in names {
            content += &format!("i{item},{name},{0},{0}\n", item % 2);
        }
    }
    content
}

#[test]
fn who_did_nothing_is_named_and_a_space_makes_no_two_people_one() {
    let folder = with_terms();
    let path = folder.path();
    let pay = |content: &str, more: &[&str]| {
        std::fs::write(path.join("l.csv"), content).expect("written");
        run(path, &[&["pay", "terms.json", "l.csv"], more].concat())
    };
    let idle = month(&["ann"]) + "n1,idle,,1\nn2,idle,,1\nn3,lone,1,\n";
    let (paid, said) = pay(&idle, &[]);
    assert!(paid, "{said}");
    assert!(said.contains("warning: idle: not a single label"), "{said}");
    assert!(said.contains("warning: lone: none of 1 label"), "{said}");
    assert!(!said.contains("warning: ann"), "{said}");
    let spaced = month(&["bob", "bob "]);
    let (paid, said) = pay(&spaced, &[]);
    assert!(!paid && said.contains("\"bob \""), "{said}");
    let (paid, said) = pay(&spaced, &["--two-people"]);
    assert!(paid && said.contains("2 annotators: 2 paid"), "{said}");
    let classes = "item,annotator,label,gold\ni,ann,a,a\nj,ann,b,b\nk,ann,c,c\n";
    let (paid, said) = pay(classes, &[]);
    assert!(!paid && said.contains("not paid by terms"), "{said}");
}

#[test]
fn files_are_written_all_or_none_and_no_folder_gets_two_slips_of_one_name() {
    let folder = with_terms();
    let path = folder.path();
    let pay = |names: &[&str], statements: &str| {
        std::fs::write(path.join("l.csv"), month(names)).expect("written");
        let args = ["pay", "terms.json", "l.csv", "--csv", "rows.csv"];
        run(path, &[&args[..], &["--statements", statements]].concat())
    };
    std::fs::write(path.join("taken.csv"), "mine").expect("written");
    let (paid, said) = pay(&["ann", "bob"], "taken.csv");
    assert!(!paid && said.contains("taken.csv"), "{said}");
    assert!(!path.join("rows.csv").exists(), "{said}");
    assert!(pay(&["ann", "bob"], "slips").0);
    std::fs::write(path.join("slips/notes.txt"), "foreign").expect("written");
    std::fs::remove_file(path.join("rows.csv")).expect("it was written");
    // Bob is now the first: his old slip would stay under another number.
    let (paid, said) = pay(&["bob", "cyd"], "slips");
    assert!(!paid && said.contains("of another run"), "{said}");
    assert!(!path.join("rows.csv").exists(), "{said}");
    let (paid, said) = pay(&["ann", "bob"], "slips");
    assert!(paid, "the same people again: {said}");
    assert!(path.join("slips/notes.txt").exists());
}

#[test]
fn what_a_model_of_classes_cannot_do_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let model = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\n[monitoring]\nscheme = \"polynomial\"\ncoefficients = [0.3, 0.5]\n";
    std::fs::write(path.join("m.toml"), model).expect("written");
    let (made, said) = run(path, &["model", "--from", "m.toml"]);
    assert!(!made && said.contains("classes and grades"), "{said}");
    let one = "item,annotator,label,gold\n1,a,1,1\n";
    std::fs::write(path.join("one.csv"), one).expect("written");
    let (made, said) = run(path, &["assess", "one.csv", "--model-out", "o.toml"]);
    assert!(!made && said.contains("--kappa"), "{said}");
    assert!(said.contains("6 independent items"), "{said}");
}
