//! Upper ends as Coq files, with corrupted twins. What the files say of each kind of contract
//! stands in `upper_kinds`, the certificates as definitions in `upper_stated`.

use super::coq_text::{definitions, ends, lines, list, over, quotient, rejected};
use super::lower_coq::{definition_of, signal};
use super::lower_economy::LowerEconomy;
use super::price_coq;
use super::price_economy::PriceEconomy;
use super::upper_kinds::{Kind, Upper};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// What a file says of its economy.
pub(super) struct About {
    /// Its model file, and what is in it.
    words: String,
    /// The definition of `m`.
    definition: String,
}

impl About {
    /// An economy with square-root utility; `None` where a number is not finite.
    pub(super) fn root(source: &str, economy: &LowerEconomy) -> Option<Self> {
        let words = format!(
            "{source}: square-root utility, wages at least 0, cost {scale} * e^{power},\n    \
             value {slope} * e, outside option {outside}, signals that are right with probability 1/2 + {kappa}/2 * {signal}.",
            scale = economy.scale,
            power = economy.exponent,
            slope = economy.slope,
            outside = economy.outside,
            kappa = economy.kappa,
            signal = signal(economy),
        );
        let definition = definition_of(economy)?;
        Some(About { words, definition })
    }

    /// An economy with another utility.
    pub(super) fn priced(source: &str, economy: &PriceEconomy) -> Self {
        About {
            words: price_coq::about(source, economy),
            definition: price_coq::definition_of(economy),
        }
    }
}

/// The file of one kind of certificate; `None` where there is no certificate.
pub(super) fn write<C: Upper>(about: &About, certificates: &[C]) -> Option<String> {
    let kind = C::kind();
    let first = if kind.last_is_quickest {
        certificates.last()?
    } else {
        certificates.first()?
    };
    let share = |parts: u16| RBig::from_parts(IBig::from(parts), UBig::from(kind.parts));
    let mut text = format!(
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{}\n    \
         The gap among {words}, the effort chosen by the company, is at most\n",
        about.words,
        words = kind.words,
    );
    text.push_str(&lines(certificates));
    text.push_str(&format!(
        ". *)\nFrom FirstBest.Lib Require Import {}.\nOpen Scope Z_scope.\n\n",
        kind.library
    ));
    text.push_str(&about.definition);
    text.push_str(&definitions(certificates));
    let more = first.slope() * share(kind.parts + 1);
    let Kind {
        class,
        tactic,
        letter,
        check,
        twin,
        ..
    } = kind;
    let n = first.samples();
    let corrupted = format!("{check} m ({twin} {letter}{n}\n  {})", quotient(&more));
    let bold = over(&first.bound().raised(-1_000));
    let bold = format!("{check} m (with_claim {letter}{n} ({bold}))");
    text.push_str(&format!(
        "\n{}\nTheorem certified : upper_ends m {class}\n  {}.\nProof. {tactic} m {letter}s. Qed.\n",
        listed(certificates),
        ends(certificates)
    ));
    text.push_str(&rejected(kind.changed, "corrupted", &corrupted));
    if let (Some((words, with)), Some(wage)) = (kind.cheaper, first.wage()) {
        let less = quotient(&(wage * share(kind.parts - 1)));
        let cheap = format!("{check} m ({with} {letter}{n}\n  {less})");
        text.push_str(&rejected(words, "cheap_wage", &cheap));
    }
    text.push_str(&rejected(
        "One less in the last digit but three.",
        "bold_claim",
        &bold,
    ));
    Some(text)
}

/// The definition of the list of all certificates.
pub(super) fn listed<C: Upper>(certificates: &[C]) -> String {
    let kind = C::kind();
    list(kind.letter, kind.certificate, certificates)
}
