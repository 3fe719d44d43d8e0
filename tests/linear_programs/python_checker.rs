//! A checker in another language, written from the guide's description, agrees with ours.

use std::path::Path;
use std::process::Command;

use firstbest::lp::certificate::{Certificate, Claim, canonical_text, file};
use firstbest::lp::dyadic::Dyadic;
use firstbest::lp::mps::read;
use firstbest::lp::{CertifyBudget, LinearProgram, certify_from_nothing};

const OPTIMAL: &str = "NAME t\nOBJSENSE\n MAX\nROWS\n N o\n L r\n G s\nCOLUMNS\n x o 0.3 r 0.1\n x s 1\n \
                       y o 0.7 r 0.3333333333333333333\nRHS\n R o -0.25 r 0.7\n R s 0.9\nENDATA";
const INFEASIBLE: &str = "ROWS\n N o\n G r\n L s\nCOLUMNS\n x o 1 r 0.1\n x s 1\n y r 0.3 s 3\nRHS\n \
                          R r 0.7 s 6.99\nENDATA";
const UNBOUNDED: &str =
    "ROWS\n N o\n G r\nCOLUMNS\n x o 1 r 1\n y o -0.7 r -0.6\nRHS\n R r 0.1\nENDATA";

fn certified(text: &str) -> (LinearProgram, Certificate) {
    let program = read(text).unwrap_or_else(|error| panic!("{error}")).program;
    let found = certify_from_nothing(&program, &CertifyBudget::default());
    let (certificate, _) = found.unwrap_or_else(|| panic!("no certificate of {text}"));
    (program, certificate)
}

/// What the checker prints, or its complaint; `None` without Python.
fn verdict(program: &LinearProgram, certificate: &Certificate) -> Option<Result<String, String>> {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
        path
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/check_certificate.py");
    let run = Command::new("python3")
        .arg(script)
        .arg(write("certificate", file::write(certificate)))
        .arg(write("program", canonical_text(program)))
        .output();
    let Ok(output) = run else {
        println!("python3 is missing: the checker in Python was not run");
        return None;
    };
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    Some(match output.status.success() {
        true => Ok(text(output.stdout)),
        false => Err(text(output.stderr)),
    })
}

#[test]
fn a_checker_written_from_the_guide_accepts_what_is_proved() {
    let cases = [
        // x = 7, y = 0: 0.3 · 7 + 0.25
        (OPTIMAL, "bounded\nattained 47/20\nexcluded 47/20"),
        (INFEASIBLE, "infeasible"),
        (UNBOUNDED, "unbounded"),
    ];
    for (text, expected) in cases {
        let (program, certificate) = certified(text);
        match verdict(&program, &certificate) {
            Some(found) => assert_eq!(found.as_deref(), Ok(expected)),
            None => return,
        }
    }
}

#[test]
fn a_checker_written_from_the_guide_rejects_what_is_not() {
    let mut corrupted = Vec::new();
    let (program, mut bold) = certified(OPTIMAL);
    if let Claim::Bounded {
        dual: Some((_, bound)),
        ..
    } = &mut bold.claim
    {
        bound.numerator.add(&Dyadic::ONE);
    }
    corrupted.push((program, bold, "bound"));
    let (program, mut moved) = certified(OPTIMAL);
    if let Claim::Bounded {
        primal: Some((point, _)),
        ..
    } = &mut moved.claim
    {
        for (_, value) in &mut point.entries {
            *value = value.plus(&value.clone());
        }
    }
    corrupted.push((program, moved, "bound"));
    let (program, mut fewer) = certified(INFEASIBLE);
    if let Claim::Infeasible { prices } = &mut fewer.claim {
        prices.entries.pop();
    }
    corrupted.push((program, fewer, "rejected"));
    let (program, mut back) = certified(UNBOUNDED);
    if let Claim::Unbounded { ray, .. } = &mut back.claim {
        for (_, value) in &mut ray.entries {
            *value = value.negated();
        }
    }
    corrupted.push((program, back, "bound"));
    let (_, elsewhere) = certified(OPTIMAL);
    corrupted.push((certified(INFEASIBLE).0, elsewhere, "other program"));
    for (program, certificate, expected) in corrupted {
        match verdict(&program, &certificate) {
            Some(Err(found)) => assert!(found.contains(expected), "{found}, not {expected}"),
            Some(Ok(found)) => panic!("accepted: {found}"),
            None => return,
        }
    }
}
