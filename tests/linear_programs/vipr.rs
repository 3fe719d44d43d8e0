//! VIPR files: what we write we accept, others' files are read, and nothing corrupted proves a lie.

use std::time::Duration;

use firstbest::lp::backends::{self, Limits};
use firstbest::lp::certificate::check::Proved;
use firstbest::lp::certificate::vipr;
use firstbest::lp::{CertifyBudget, LinearProgram, mps, solve_certified};

/// Ranges, fixed and free columns, an equation, decimals and a constant.
const EVERYTHING: &str = "NAME everything
ROWS
 N cost
 G need
 L room
 E tie
COLUMNS
 a cost 0.7 need 1
 a room 0.1
 b cost 1 need 0.3
 b tie 1
 c cost -0.2 room 1
 c tie -1
 d cost 3 need 1
RHS
 rhs cost -4 need 2.5
 rhs room 4 tie 0.1
RANGES
 range room 3
BOUNDS
 UP bound a 2
 FR bound b
 UP bound c 1.5
 FX bound d 0.25
ENDATA
";

const LARGEST: &str = "NAME largest
OBJSENSE
 MAX
ROWS
 N gain
 L first
 L second
COLUMNS
 x gain 3 first 1
 x second 1
 y gain 2 first 1
 y second 3
RHS
 rhs first 4 second 6
BOUNDS
 UP bound x 3.3
ENDATA
";

const NOTHING: &str = "NAME nothing
ROWS
 N cost
 G more
 L less
COLUMNS
 x cost 1 more 1
 x less 1
 y more 0.1 less 0.1
RHS
 rhs more 3 less 2.9
ENDATA
";

const CROSSED: &str = "NAME crossed
ROWS
 N cost
 G row
COLUMNS
 x cost 1 row 1
BOUNDS
 LO bound x 3
 UP bound x 2
ENDATA
";

const ENDLESS: &str = "NAME endless
ROWS
 N cost
 G row
COLUMNS
 x cost -1 row 1
ENDATA
";

fn program(text: &str) -> LinearProgram {
    mps::read(text)
        .unwrap_or_else(|error| panic!("{error}"))
        .program
}

fn write(program: &LinearProgram) -> Result<String, vipr::NotStated> {
    let budget = CertifyBudget::default().lasting(Duration::from_secs(20));
    let limits = Limits::default();
    let certified = solve_certified(program, backends::all()[0], &limits, &budget);
    let certified = certified.unwrap_or_else(|error| panic!("{error}"));
    let (certificate, _) = certified
        .certificate
        .unwrap_or_else(|| panic!("no certificate"));
    vipr::write(program, &certificate)
}

fn check(program: &LinearProgram, text: &str) -> Result<Proved, String> {
    let file = vipr::read(text).map_err(|error| error.to_string())?;
    vipr::check(program, &file).map_err(|error| error.to_string())
}

/// The optimum that a file proves exactly.
fn optimum(program: &LinearProgram, text: &str) -> f64 {
    match check(program, text) {
        Ok(Proved::Bounds {
            lower: Some(lower),
            upper: Some(upper),
        }) if lower == upper => lower.numerator.quotient_estimate(&lower.denominator),
        other => panic!("{other:?}\n{text}"),
    }
}

#[test]
fn what_is_written_is_accepted() {
    for (text, value) in [(EVERYTHING, 66709.0 / 9700.0), (LARGEST, 11.3)] {
        let program = program(text);
        let file = write(&program).unwrap_or_else(|error| panic!("{error}"));
        assert!(vipr::is_vipr(&file));
        assert!((optimum(&program, &file) - value).abs() < 1e-12, "{file}");
    }
    for text in [NOTHING, CROSSED] {
        let program = program(text);
        let file = write(&program).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(check(&program, &file), Ok(Proved::Infeasible), "{file}");
    }
}

#[test]
fn unboundedness_cannot_be_stated() {
    assert_eq!(write(&program(ENDLESS)), Err(vipr::NotStated));
}

/// Every number of a file is changed in turn; what is still accepted has to be true.
#[test]
fn no_corrupted_number_proves_a_lie() {
    for text in [EVERYTHING, LARGEST, NOTHING, CROSSED] {
        let program = program(text);
        let file = write(&program).unwrap_or_else(|error| panic!("{error}"));
        let truth = match check(&program, &file) {
            Ok(Proved::Bounds { lower, .. }) => lower,
            _ => None,
        };
        let words: Vec<&str> = file
            .split_whitespace()
            .skip_while(|word| *word != "VER")
            .collect();
        let (mut tried, mut rejected) = (0, 0);
        for k in 2..words.len() {
            if !words[k].starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                continue;
            }
            for twin in ["0", "1", "-1", "7/3", "2", &format!("{}1", words[k])] {
                if twin == words[k] {
                    continue;
                }
                let mut changed = words.clone();
                changed[k] = twin;
                tried += 1;
                match check(&program, &changed.join(" ")) {
                    Err(_) => rejected += 1,
                    Ok(Proved::Infeasible) => assert!(truth.is_none(), "{changed:?}"),
                    Ok(Proved::Bounds { lower, upper }) => {
                        assert!(truth.is_some(), "{changed:?}");
                        assert!(lower.is_none() || lower <= truth, "{changed:?}");
                        assert!(upper.is_none() || upper >= truth, "{changed:?}");
                    }
                    Ok(Proved::Unbounded) => panic!("{changed:?}"),
                }
            }
        }
        // the rest are weaker bounds, unused constraints and the index behind each derivation
        assert!(rejected * 10 > tried * 7, "{rejected} of {tried}");
    }
}

/// As another program would write it: other names of constraints, other scales, several steps.
const OTHERS: &str = "% by another solver
%
VER 1.1
VAR 2 x y
INT 0
OBJ max 2 0 3 1 2
CON 4 2
B1 L 3.3 1 0 1
B2 G 0 1 1 1
C1 L 4 2 0 1 1 1
C2 G -12 2 0 -2 1 -6
RTP range 11 23/2
SOL 2
worse 1 0 1
good 2 0 33/10 1 0.7
DER 2
D1 L 8 2 0 2 1 2 { lin 1 2 2 } 1
D2 L 11.3 OBJ { lin 2 4 1 0 1 } -1
";

#[test]
fn files_of_others_are_read() {
    let program = program(LARGEST);
    let proved = check(&program, OTHERS);
    let Ok(Proved::Bounds {
        lower: Some(lower),
        upper: Some(upper),
    }) = proved
    else {
        panic!("{proved:?}");
    };
    assert_eq!(lower.decimal_below(10), "1.1e1");
    assert_eq!(upper.decimal_above(10), "1.15e1");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let program = program(LARGEST);
    for (from, to, part) in [
        (
            "VER 1.1",
            "VER 2.0",
            "line 3 of the certificate: version 2.0",
        ),
        (
            "VAR 2 x y",
            "VAR 2 x z",
            "variable 'z' stands where 'y' should",
        ),
        ("OBJ max", "OBJ min", "it is to minimise"),
        (
            "OBJ max 2 0 3 1 2",
            "OBJ max 2 0 3 1 1",
            "its objective differs",
        ),
        (
            "C1 L 4",
            "C1 L 3.9",
            "constraint 'C1' does not follow from a row",
        ),
        (
            "good 2 0 33/10 1 0.7",
            "good 2 0 33/10 1 0.8",
            "solution 'good' violates row 'first'",
        ),
        ("RTP range 11 ", "RTP range 11.4 ", "no solution reaches"),
        (
            "RTP range 11 23/2",
            "RTP range 11 11",
            "does not bound the objective",
        ),
        (
            "D2 L 11.3",
            "D2 L 11.2",
            "'D2' does not follow from its combination",
        ),
        (
            "{ lin 2 4 1 0 1 }",
            "{ lin 2 4 1 1 1 }",
            "turn some constraints upwards",
        ),
        (
            "{ lin 2 4 1 0 1 }",
            "{ lin 2 5 1 0 1 }",
            "constraint 5 does not exist",
        ),
        ("{ lin 1 2 2 }", "{ rnd 1 2 2 }", "derived by 'rnd'"),
        ("{ lin 1 2 2 }", "{ asm }", "derived by 'asm'"),
        (
            "{ lin 1 2 2 }",
            "{ lin weak { 0 } 1 2 2 }",
            "derived by 'lin weak'",
        ),
        ("DER 2", "DER 1", "follows the last derivation"),
        ("DER 2", "DER 3", "ends too early"),
        ("RTP range 11 23/2", "RTP infeas", "no absurdity"),
        ("33/10", "33/0", "'33/0' is no number"),
    ] {
        assert!(OTHERS.contains(from), "{from}");
        let changed = OTHERS.replace(from, to);
        let found = check(&program, &changed).map_or_else(|error| error, |p| format!("{p:?}"));
        assert!(found.contains(part), "{to}: {found}");
    }
}
