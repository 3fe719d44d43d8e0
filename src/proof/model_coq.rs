//! The Coq file of one model: both ends of its gaps, for a reader who trusts nobody.

use super::coq_text::{Stated, definitions, ends, lines};
use super::line::LineCertificate;
use super::lower_coq::{self, signal};
use super::lower_economy::LowerEconomy;
use super::model_proof::ModelProof;
use super::price_coq;
use super::price_economy::PriceEconomy;
use super::upper_coq;
use super::upper_kinds::Upper;

impl ModelProof {
    /// The file; `file` is its name, for the words on how to check it. `None` where there is no
    /// contract.
    #[must_use]
    pub fn write(&self, file: &str) -> Option<String> {
        match self {
            ModelProof::Root {
                economy,
                lower,
                floor,
                bonus,
                linear,
            } => {
                let lines = linear.as_ref().map_or(&[][..], |(_, lines)| lines);
                let linear = linear
                    .as_ref()
                    .map_or(String::new(), |(economy, lines)| apart(economy, lines));
                let parts = [
                    lower_coq::definition_of(economy)?,
                    below("prove_lower_ends", lower),
                    above("best_contract", floor),
                    above("bonus_contract", bonus),
                    linear,
                ];
                let said = [
                    said("of all", "best_contract", floor),
                    said(BONUS_WORDS, "bonus_contract", bonus),
                    said(LINE_WORDS, "Linear.linear_contract", lines),
                ];
                let about = about_root(economy);
                whole(
                    file,
                    &about,
                    "LowerEnd FloorEnd BonusEnd",
                    lower,
                    &parts,
                    &said,
                )
            }
            ModelProof::Priced {
                economy,
                lower,
                pay,
                bonus,
                linear,
            } => {
                let parts = [
                    price_coq::definition_of(economy),
                    below("prove_price_ends", lower),
                    above("best_contract", pay),
                    above("bonus_contract", bonus),
                    above("linear_contract", linear),
                ];
                let said = [
                    said("of all", "best_contract", pay),
                    said(BONUS_WORDS, "bonus_contract", bonus),
                    said(LINE_WORDS, "linear_contract", linear),
                ];
                let about = format!(
                    "{}, wages at least 0; the floats of the model are the fractions below. Effort is chosen by the\n    \
                     company from [0, 1].",
                    price_coq::words(&economy.family)
                );
                whole(
                    file,
                    &about,
                    "BonusWage PayEnd LineEnd",
                    lower,
                    &parts,
                    &said,
                )
            }
        }
    }
}

const BONUS_WORDS: &str = "with a bonus from some number of agreements on";
const LINE_WORDS: &str = "with a wage linear in the agreements and nowhere below 0";

/// Of a kind of contract: what the file says in words, and the theorem that says it.
fn said<C: Stated>(
    kind: &str,
    theorem: &'static str,
    ends: &[C],
) -> Option<(String, &'static str)> {
    (!ends.is_empty()).then(|| {
        let words = format!(
            "\n\n    That of the best contract {kind} is at most\n{}",
            lines(ends)
        );
        (words, theorem)
    })
}

/// Linear pay in a square-root economy, which its checker knows under other names.
fn apart(economy: &PriceEconomy, certificates: &[LineCertificate]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    format!(
        "\n(** The same economy as LineEnd.v writes it. *)\nModule Linear.\nImport LineEnd.\n\n{}{}\nEnd Linear.\n",
        price_coq::definition_of(economy),
        above("linear_contract", certificates),
    )
}

fn about_root(economy: &LowerEconomy) -> String {
    format!(
        "Square-root utility, wages at least 0, cost {scale} * e^{power}, value {slope} * e, outside option {outside},\n    \
         signals that are right with probability 1/2 + {kappa}/2 * {signal}; the floats are the fractions below. Effort is\n    \
         chosen by the company from [0, 1].",
        scale = economy.scale,
        power = economy.exponent,
        slope = economy.slope,
        outside = economy.outside,
        kappa = economy.kappa,
        signal = signal(economy),
    )
}

/// Head, parts and what Coq is to print.
fn whole(
    file: &str,
    about: &str,
    libraries: &str,
    lower: &[impl Stated],
    parts: &[String],
    said: &[Option<(String, &'static str)>],
) -> Option<String> {
    let mut text = format!(
        "(** Made by `firstbest gap --coq`. Coq 8.16 checks it with the folder proofs of the project, compiled:\n\n    \
         make -C proofs\n    \
         coqc -R proofs FirstBest {file}\n\n    \
         It prints the axioms that the theorems rest on: those of Coq's real numbers, listed in proofs/allowed_axioms.\n\n    \
         {about}",
    );
    if !lower.is_empty() {
        text.push_str(
            "\n\n    The gap of every contract on the signals, so of any class, is at least\n",
        );
        text.push_str(&lines(lower));
    }
    for (words, _) in said.iter().flatten() {
        text.push_str(words);
    }
    text.push_str(&format!(
        " *)\nFrom FirstBest.Lib Require LineEnd.\nFrom FirstBest.Lib Require Import {libraries}.\nOpen Scope Z_scope.\n\n"
    ));
    text.push_str(&parts.concat());
    let below = (!lower.is_empty()).then_some("every_contract");
    let above = said.iter().flatten().map(|(_, theorem)| *theorem);
    let theorems: Vec<&str> = below.into_iter().chain(above).collect();
    if theorems.is_empty() {
        return None;
    }
    text.push('\n');
    for theorem in theorems {
        text.push_str(&format!("Print Assumptions {theorem}.\n"));
    }
    Some(text)
}

fn below<C: Stated>(tactic: &str, certificates: &[C]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    let theorem = lower_coq::theorem("every_contract", tactic, certificates);
    definitions(certificates) + &theorem
}

fn above<C: Upper>(name: &str, certificates: &[C]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    let definitions = definitions(certificates);
    let kind = C::kind();
    format!(
        "{definitions}\n{list}\nTheorem {name} : upper_ends m {class}\n  {ends}.\nProof. {tactic} m {letter}s. Qed.\n",
        list = upper_coq::listed(certificates),
        class = kind.class,
        tactic = kind.tactic,
        ends = ends(certificates),
        letter = kind.letter,
    )
}
