//! Certificates as Coq files for the checker in `proofs/Lib/Checker.v`.
//!
//! Floats are written as dyadics, mantissa and power of two; rational vectors as numerators over
//! one common denominator. Each file ends with corrupted twins that the checker has to reject. A
//! maximum is exported as the minimum of its negative. Unboundedness has no checker there.

use std::fmt::Write as _;

use dashu_int::UBig;

use super::check::excluded;
use crate::lp::certificate::{Certificate, Claim, Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::{LinearProgram, Sense};

/// The certificate with its program as a Coq file; `None` where the claim is one that the Coq
/// checker does not know (unboundedness, one-sided bounds).
#[must_use]
pub fn write(program: &LinearProgram, certificate: &Certificate) -> Option<String> {
    let negate = program.sense == Sense::Maximise;
    let mut text = format!(
        "(* Made by firstbest about program {:016x}; do not edit. *)\n\
         From FirstBest.Lib Require Import Checker.\n",
        certificate.program
    );
    write_program(&mut text, program, negate);
    match &certificate.claim {
        Claim::Bounded {
            primal: Some((point, above)),
            dual: Some((prices, below)),
        } => {
            write_vector(&mut text, "point", point, program.columns(), false);
            write_vector(&mut text, "prices", prices, program.rows(), negate);
            for (name, ratio) in [("lo", below), ("hi", above)] {
                let _ = writeln!(
                    text,
                    "Definition {name} : ratio dyadics := {}.",
                    coq_ratio(ratio, negate)
                );
            }
            text.push_str(
                "Theorem certified : bracket p lo hi.\nProof. prove_bracket point prices. Qed.\n",
            );
            write_twins(&mut text, program, prices, below, negate);
        }
        Claim::Infeasible { prices } => {
            write_vector(&mut text, "prices", prices, program.rows(), false);
            text.push_str(
                "Theorem certified : infeasible p.\nProof. prove_infeasible prices. Qed.\n",
            );
            let nothing = Vector {
                denominator: UBig::ONE,
                entries: Vec::new(),
            };
            write_vector(&mut text, "corrupted", &nothing, program.rows(), false);
            write_rejection(
                &mut text,
                "corrupted_is_rejected",
                "check_infeasible p corrupted",
            );
        }
        _ => return None,
    }
    Some(text)
}

/// Two twins that prove less than they claim: one price left out, and a bound that claims more.
fn write_twins(
    text: &mut String,
    program: &LinearProgram,
    prices: &Vector,
    below: &Ratio,
    negate: bool,
) {
    if let Some(corrupted) = without_one_price(program, prices, below) {
        write_vector(text, "corrupted", &corrupted, program.rows(), negate);
        let check = "check_bracket p point corrupted lo hi";
        write_rejection(text, "corrupted_is_rejected", check);
    }
    let worth = excluded(program, prices).unwrap_or_else(|_| below.clone());
    let step = Dyadic::new(1.into(), worth.numerator.exponent());
    let bold = Ratio {
        numerator: if negate {
            worth.numerator.minus(&step)
        } else {
            worth.numerator.plus(&step)
        },
        denominator: worth.denominator,
    };
    let bold = coq_ratio(&bold, negate);
    let check = format!("check_lower p prices ({bold})");
    write_rejection(text, "bold_claim_is_rejected", &check);
}

/// The prices without the first one that the bound needs.
fn without_one_price(program: &LinearProgram, prices: &Vector, below: &Ratio) -> Option<Vector> {
    let sign = program.sense.sign();
    (0..prices.entries.len()).find_map(|index| {
        let mut fewer = prices.clone();
        fewer.entries.remove(index);
        let worse = match excluded(program, &fewer) {
            Ok(bound) if sign > 0.0 => bound < *below,
            Ok(bound) => bound > *below,
            Err(_) => true,
        };
        worse.then_some(fewer)
    })
}

fn write_rejection(text: &mut String, name: &str, check: &str) {
    let _ = writeln!(
        text,
        "Example {name} : {check} = false.\nProof. vm_compute. reflexivity. Qed."
    );
}

fn write_program(text: &mut String, program: &LinearProgram, negate: bool) {
    let signed = |x: f64| float(if negate { -x } else { x });
    let constant = signed(program.objective_constant);
    let _ = writeln!(
        text,
        "Definition p : program dyadics :=\n  Program {constant}"
    );
    let columns = program.costs().iter().zip(program.column_bounds());
    let columns: Vec<String> = columns
        .map(|(&cost, &(lower, upper))| {
            format!("Col {} {} {}", signed(cost), bound(lower), bound(upper))
        })
        .collect();
    let _ = writeln!(text, "    [ {} ]", columns.join("\n    ; "));
    let rows = program.row_bounds().iter().enumerate();
    let rows: Vec<String> = rows
        .map(|(i, &(lower, upper))| {
            let entries = program.row(i).iter();
            let entries = entries.map(|&(j, a)| format!("c {j} {}", parts(&dyadic_of(a))));
            let entries: Vec<String> = entries.collect();
            format!(
                "Row [{}] {} {}",
                entries.join("; "),
                bound(lower),
                bound(upper)
            )
        })
        .collect();
    let _ = writeln!(text, "    [ {} ].", rows.join("\n    ; "));
}

fn write_vector(text: &mut String, name: &str, vector: &Vector, length: usize, negate: bool) {
    let numerators: Vec<String> = vector
        .dense(length)
        .into_iter()
        .map(|value| dyadic(&if negate { value.negated() } else { value }))
        .collect();
    let _ = writeln!(
        text,
        "Definition {name} : vector dyadics :=\n  Vector {} [{}].",
        integer(&vector.denominator),
        numerators.join("; ")
    );
}

fn coq_ratio(ratio: &Ratio, negate: bool) -> String {
    let numerator = if negate {
        ratio.numerator.negated()
    } else {
        ratio.numerator.clone()
    };
    format!(
        "Ratio {} {}",
        dyadic(&numerator),
        integer(&ratio.denominator)
    )
}

fn bound(x: f64) -> String {
    if x.is_finite() {
        format!("(Some {})", float(x))
    } else {
        "None".into()
    }
}

fn dyadic_of(x: f64) -> Dyadic {
    Dyadic::from_float(x).unwrap_or(Dyadic::ZERO)
}

fn float(x: f64) -> String {
    dyadic(&dyadic_of(x))
}

fn integer(x: &UBig) -> String {
    format!("(D {x} 0)")
}

fn dyadic(x: &Dyadic) -> String {
    format!("(D {})", parts(x))
}

/// Mantissa and exponent, negative ones in parentheses.
fn parts(x: &Dyadic) -> String {
    let wrapped = |text: String| {
        if text.starts_with('-') {
            format!("({text})")
        } else {
            text
        }
    };
    format!(
        "{} {}",
        wrapped(x.mantissa().to_string()),
        wrapped(x.exponent().to_string())
    )
}
