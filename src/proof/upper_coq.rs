//! Upper ends as Coq files, with two corrupted twins each.

use super::bonus::BonusCertificate;
use super::coq_text::{Stated, definitions, ends, lines, list, over, quotient, rejected};
use super::exact::{Decimal, SeenAtMost};
use super::floor::FloorCertificate;
use super::lower::LowerEconomy;
use super::lower_coq::{definition_of, signal};
use super::upper::UpperProblem;
use super::window::Window;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// What a file says of one kind of contract.
pub(super) struct Kind {
    /// The library of `proofs/Lib`.
    pub(super) library: &'static str,
    /// The class of contracts in Coq.
    pub(super) class: &'static str,
    /// The tactic that has the certificates checked.
    pub(super) tactic: &'static str,
    /// First letter of the certificates' names.
    pub(super) letter: char,
    /// Their type.
    certificate: &'static str,
    words: &'static str,
    check: &'static str,
    twin: &'static str,
    changed: &'static str,
}

pub(super) const BONUS: Kind = Kind {
    library: "BonusEnd",
    class: "bonus_pay",
    tactic: "prove_bonus_ends",
    letter: 'b',
    certificate: "bonus_certificate",
    words: "contracts that pay a bonus from some number of agreements on",
    check: "check_bonus",
    twin: "with_bonus",
    changed: "A bonus of a thousandth more.",
};

pub(super) const FLOOR: Kind = Kind {
    library: "FloorEnd",
    class: "any_pay",
    tactic: "prove_floor_ends",
    letter: 'u',
    certificate: "floor_certificate",
    words: "all contracts",
    check: "check_floor",
    twin: "with_rate",
    changed: "Pay that rises a thousandth more with each agreement.",
};

/// What both kinds of certificate have.
pub(super) trait Upper: Stated {
    fn kind() -> Kind;
    /// What a corrupted twin changes.
    fn slope(&self) -> &RBig;
}

impl Upper for BonusCertificate {
    fn kind() -> Kind {
        BONUS
    }
    fn slope(&self) -> &RBig {
        &self.bonus
    }
}

impl Stated for BonusCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition b{n} : bonus_certificate :=\n  BonusCertificate {n} ({claim})\n    {base}\n    {bonus} {m}\n    \
             {low}\n    {high}\n    {turn}\n    {seen}\n    {bits} {} {} {} {}\n    {stretches}.\n",
            self.window.up,
            self.window.down,
            self.turn_window.up,
            self.turn_window.down,
            n = self.samples,
            claim = over(&self.claim),
            base = quotient(&self.base),
            bonus = quotient(&self.bonus),
            m = self.threshold,
            low = quotient(&self.low),
            high = quotient(&self.high),
            turn = quotient(&self.turn),
            seen = seen(&self.seen),
            bits = self.bits,
            stretches = places(&self.stretches),
        )
    }
}

impl Upper for FloorCertificate {
    fn kind() -> Kind {
        FLOOR
    }
    fn slope(&self) -> &RBig {
        &self.rate
    }
}

impl Stated for FloorCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition u{n} : floor_certificate :=\n  FloorCertificate {n} ({claim})\n    {intercept}\n    {rate} {cut}\n    \
             {low}\n    {high}\n    {seen} {bits}\n    {stretches}\n    {climbs}.\n",
            n = self.samples,
            claim = over(&self.claim),
            intercept = quotient(&self.intercept),
            rate = quotient(&self.rate),
            cut = self.cut,
            low = quotient(&self.low),
            high = quotient(&self.high),
            seen = seen(&self.seen),
            bits = self.bits,
            stretches = places(&self.stretches),
            climbs = places(&self.climbs),
        )
    }
}

/// The file of one kind of certificate; `None` where a number is not finite or there is no
/// certificate.
pub(super) fn write<C: Upper>(
    problem: &UpperProblem,
    economy: &LowerEconomy,
    certificates: &[C],
) -> Option<String> {
    let kind = C::kind();
    let first = certificates.first()?;
    let mut text = format!(
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{source}: square-root utility, wages at least 0, cost {scale} * e^{power},\n    \
         value {slope} * e, outside option {outside}, signals that are right with probability 1/2 + {kappa}/2 * {signal}.\n    \
         The gap among {words}, the effort chosen by the company, is at most\n",
        source = problem.problem.source,
        scale = economy.scale,
        power = economy.exponent,
        slope = economy.slope,
        outside = economy.outside,
        kappa = economy.kappa,
        signal = signal(economy),
        words = kind.words,
    );
    text.push_str(&lines(certificates));
    text.push_str(&format!(
        ". *)\nFrom FirstBest.Lib Require Import {}.\nOpen Scope Z_scope.\n\n",
        kind.library
    ));
    text.push_str(&definition_of(economy)?);
    text.push_str(&definitions(certificates));
    let more = first.slope() * RBig::from_parts(IBig::from(1_001), UBig::from(1_000u16));
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

fn seen(seen: &SeenAtMost) -> String {
    let SeenAtMost { most, near, bend } = seen;
    format!(
        "{}\n    {} {}",
        quotient(most),
        quotient(near),
        quotient(bend)
    )
}

fn places(places: &[(RBig, Window)]) -> String {
    let places = places
        .iter()
        .map(|(effort, window)| format!("({}, {}, {})", quotient(effort), window.up, window.down));
    let places: Vec<String> = places.collect();
    format!("[ {} ]", places.join(";\n      "))
}
