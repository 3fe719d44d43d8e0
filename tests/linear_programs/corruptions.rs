//! Certificates with a changed field or number: none may be accepted for something that it does
//! not prove.

use dashu_int::{IBig, UBig};
use firstbest::contract::lp_families::EffortProblem;
use firstbest::lp::certificate::check::Proved;
use firstbest::lp::certificate::check::check;
use firstbest::lp::certificate::file::read;
use firstbest::lp::certificate::file::write;
use firstbest::lp::certificate::{Certificate, Claim, Kind, Vector};
use firstbest::lp::certify_from_nothing;
use firstbest::lp::dyadic::Dyadic;
use firstbest::lp::{CertifyBudget, LinearProgram, Sense};
use sha2::{Digest, Sha256};

const NONE: f64 = f64::INFINITY;

/// One certificate of each claim, with its program.
fn specimens() -> Vec<(LinearProgram, Certificate)> {
    let golden = EffortProblem::golden(10).minimum_pay();
    let mut infeasible = LinearProgram::new(Sense::Minimise);
    let x = infeasible.add_column(1.0, 0.0, NONE);
    let y = infeasible.add_column(1.0, 0.0, NONE);
    infeasible.add_row(-NONE, 1.0, [(x, 1.0), (y, 3.0)]);
    infeasible.add_row(4.0, NONE, [(x, 1.0), (y, 2.0)]);
    let mut unbounded = LinearProgram::new(Sense::Maximise);
    let x = unbounded.add_column(1.0, 1.0, NONE);
    let y = unbounded.add_column(1.0, 0.0, NONE);
    unbounded.add_row(2.0, 2.0, [(x, 1.0), (y, -1.0)]);
    let exact = [golden, infeasible, unbounded].map(|program| {
        let certificate = certificate_of(&program, &CertifyBudget::default());
        assert_eq!(certificate.kind(), Kind::Exact);
        (program, certificate)
    });
    let [point_only, prices_only, both] = intervals();
    exact
        .into_iter()
        .chain([point_only, prices_only, both])
        .collect()
}

fn certificate_of(program: &LinearProgram, effort: &CertifyBudget) -> Certificate {
    let found = certify_from_nothing(program, effort);
    found.map_or_else(|| panic!("no certificate"), |(certificate, _)| certificate)
}

/// An interval, and each of its sides alone.
fn intervals() -> [(LinearProgram, Certificate); 3] {
    let mut lp = LinearProgram::new(Sense::Minimise);
    let x = lp.add_column(1.0, 0.0, 10.0);
    let y = lp.add_column(2.0, 0.0, NONE);
    lp.add_row(1.0, NONE, [(x, 3.0), (y, 1.0)]);
    lp.add_row(1.0, NONE, [(x, 1.0), (y, 3.0)]);
    let no_pivots = CertifyBudget {
        pivots: 0,
        ..CertifyBudget::default()
    };
    let whole = certificate_of(&lp, &no_pivots);
    assert_eq!(whole.kind(), Kind::Interval);
    let Claim::Bounded { primal, dual } = whole.claim.clone() else {
        panic!("{whole:?}");
    };
    let with = |primal, dual| {
        (
            lp.clone(),
            Certificate::new(&lp, Claim::Bounded { primal, dual }),
        )
    };
    [
        with(primal.clone(), None),
        with(None, dual.clone()),
        with(primal, dual),
    ]
}

#[test]
fn texts_are_read_back() {
    for (_, certificate) in specimens() {
        assert_eq!(read(&write(&certificate)), Ok(certificate));
    }
}

/// What the guide allows is read, whoever wrote it, and nothing else is.
#[test]
fn numbers_are_read_as_the_guide_says() {
    let whole = certified_text("objective 3/1", "bound 3/1");
    for (objective, fine) in [
        ("3", true),
        ("3/1", true),
        ("6/2", true),
        ("003/01", true),
        ("3p0", true),
        ("6p-1/1", true),
        ("+3", false),
        ("3/+1", false),
        ("3/-1", false),
        ("3/0", false),
        ("3/", false),
        ("3p+0", false),
        ("1_0", false),
        ("3.0", false),
    ] {
        let text = whole.replace("objective 3/1", &format!("objective {objective}"));
        let body = text.split("end ").next().unwrap_or_default();
        let digest = Sha256::digest(body.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let read = read(&format!("{body}end {hex}\n"));
        assert_eq!(read.is_ok(), fine, "{objective}: {read:?}");
    }
}

/// The certificate of min x, x ≥ 3, which has these lines.
fn certified_text(objective: &str, bound: &str) -> String {
    let mut program = LinearProgram::new(Sense::Minimise);
    let x = program.add_column(1.0, 0.0, f64::INFINITY);
    program.add_row(3.0, f64::INFINITY, [(x, 1.0)]);
    let text = write(&certificate_of(&program, &CertifyBudget::default()));
    assert!(text.contains(objective) && text.contains(bound), "{text}");
    text
}

#[test]
fn every_change_of_a_character_is_rejected() {
    for (program, certificate) in specimens() {
        let text = write(&certificate);
        for place in 0..text.len() {
            for replacement in ["0", "7", " ", "-", ""] {
                let mut changed = text.clone();
                changed.replace_range(place..=place, replacement);
                if changed.trim_end() == text.trim_end() {
                    continue;
                }
                let accepted = read(&changed).is_ok_and(|c| check(&program, &c).is_ok());
                assert!(!accepted, "byte {place} → '{replacement}' of\n{text}");
            }
        }
    }
}

#[test]
fn every_change_of_a_number_is_rejected_by_the_hash() {
    for (program, certificate) in specimens() {
        let text = write(&certificate);
        let end = text.rfind("end ").unwrap_or_default();
        for corrupted in corruptions(&certificate) {
            let other = write(&corrupted);
            let body = &other[..other.rfind("end ").unwrap_or_default()];
            assert_ne!(body, &text[..end]);
            assert!(read(&format!("{body}{}", &text[end..])).is_err());
        }
        assert!(read(&text).is_ok_and(|c| check(&program, &c).is_ok()));
    }
}

/// With the hash computed anew nothing but the proof itself is left to judge by. The point and
/// prices of a unique optimum state their values, so no number of theirs can change. A Farkas
/// vector or a ray may be changed into another one: it is then accepted, for it proves the same
/// truth.
#[test]
fn a_changed_number_with_a_new_hash_proves_nothing_false() {
    for (program, certificate) in specimens() {
        let truth = check(&program, &certificate).unwrap_or_else(|error| panic!("{error}"));
        for corrupted in corruptions(&certificate) {
            let Ok(reread) = read(&write(&corrupted)) else {
                continue;
            };
            match check(&program, &reread) {
                Err(_) => {}
                Ok(proved) => {
                    // a point inside may also move where that costs nothing
                    assert_eq!(proved, truth);
                    assert!(
                        matches!(proved, Proved::Infeasible | Proved::Unbounded)
                            || certificate.kind() != Kind::Exact
                    );
                }
            }
        }
    }
}

/// The certificate with each of its fields and numbers changed in turn.
fn corruptions(certificate: &Certificate) -> Vec<Certificate> {
    let mut all = Vec::new();
    for change in 0..number_count(certificate) {
        let mut corrupted = certificate.clone();
        bump(&mut corrupted, change);
        all.push(corrupted);
    }
    let mut other_program = certificate.clone();
    other_program.program ^= 1;
    all.push(other_program);
    for entry in 0.. {
        let mut moved = certificate.clone();
        let mut entries = vectors(&mut moved.claim)
            .into_iter()
            .flat_map(|v| &mut v.entries);
        let Some((index, _)) = entries.nth(entry) else {
            break;
        };
        *index += 1;
        all.push(moved);
    }
    all
}

fn vectors(claim: &mut Claim) -> Vec<&mut Vector> {
    match claim {
        Claim::Bounded { primal, dual } => {
            let pairs = [primal.as_mut(), dual.as_mut()];
            pairs.into_iter().flatten().map(|(v, _)| v).collect()
        }
        Claim::Infeasible { prices } => vec![prices],
        Claim::Unbounded { point, ray } => vec![point, ray],
    }
}

fn number_count(certificate: &Certificate) -> usize {
    let mut claim = certificate.claim.clone();
    let entries: usize = vectors(&mut claim)
        .iter()
        .map(|v| v.entries.len() + 1)
        .sum();
    let values = match certificate.claim {
        Claim::Bounded {
            ref primal,
            ref dual,
        } => 2 * (usize::from(primal.is_some()) + usize::from(dual.is_some())),
        _ => 0,
    };
    entries + values
}

/// Adds one unit to a number of the certificate.
fn bump(certificate: &mut Certificate, mut which: usize) {
    if let Claim::Bounded { primal, dual } = &mut certificate.claim {
        let stated = [primal.as_mut(), dual.as_mut()].into_iter().flatten();
        for (_, ratio) in stated {
            match which {
                0 => ratio.numerator = raised(&ratio.numerator),
                1 => ratio.denominator += UBig::ONE,
                _ => {
                    which -= 2;
                    continue;
                }
            }
            return;
        }
    }
    for vector in vectors(&mut certificate.claim) {
        if which == 0 {
            vector.denominator += UBig::ONE;
            return;
        }
        which -= 1;
        if let Some((_, value)) = vector.entries.get_mut(which) {
            *value = raised(value);
            return;
        }
        which -= vector.entries.len();
    }
}

fn raised(value: &Dyadic) -> Dyadic {
    Dyadic::new(value.mantissa() + IBig::ONE, value.exponent())
}
