//! What the Coq files of upper ends say of each kind of contract: its library, class and tactic,
//! and how a corrupted twin of its certificates is made.

use super::coq_text::Stated;
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
    pub(super) certificate: &'static str,
    pub(super) words: &'static str,
    pub(super) check: &'static str,
    pub(super) twin: &'static str,
    pub(super) changed: &'static str,
    /// A twin's share more or less is one of so many parts; powers of two keep Coq's fractions
    /// short.
    pub(super) parts: u16,
    /// Whether the last certificate, and not the first, has the twins that are the quickest to
    /// refuse.
    pub(super) last_is_quickest: bool,
    /// A twin that pays less than it costs: in words, and what puts the amount in.
    pub(super) cheaper: Option<(&'static str, &'static str)>,
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
    parts: 1_000,
    last_is_quickest: false,
    cheaper: None,
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
    parts: 1_000,
    last_is_quickest: false,
    cheaper: None,
};

pub(super) const WAGE: Kind = Kind {
    library: "BonusWage",
    class: "bonus_pay",
    tactic: "prove_bonus_wage_ends",
    letter: 'b',
    certificate: "wage_certificate",
    words: "contracts that pay a bonus from some number of agreements on",
    check: "check_bonus_wage",
    twin: "with_bonus",
    changed: "A bonus of a thousandth more.",
    parts: 1_000,
    last_is_quickest: false,
    cheaper: Some((
        "A wage of a thousandth less than what is paid costs.",
        "with_wage",
    )),
};

pub(super) const PAY: Kind = Kind {
    library: "PayEnd",
    class: "any_pay",
    tactic: "prove_pay_ends",
    letter: 'p',
    certificate: "pay_certificate",
    words: "all contracts",
    check: "check_pay",
    twin: "with_step",
    changed: "Pay that rises a 1024th more with each agreement.",
    parts: 1_024,
    last_is_quickest: true,
    cheaper: Some((
        "Wages of a 1024th less than what is paid costs at the centre.",
        "with_bill",
    )),
};

pub(super) const LINE: Kind = Kind {
    library: "LineEnd",
    class: "(linear_pay (family m))",
    tactic: "prove_linear_ends",
    letter: 'l',
    certificate: "line_certificate",
    words: "contracts with a wage linear in the agreements and nowhere below 0",
    check: "check_linear",
    twin: "with_step",
    changed: "A wage that rises a 1024th more with each agreement.",
    parts: 1_024,
    last_is_quickest: true,
    cheaper: Some((
        "A wage of a 1024th less than what is paid at the centre.",
        "with_wage",
    )),
};

/// What all kinds of certificate have.
pub(super) trait Upper: Stated {
    fn kind() -> Kind;
    /// What a corrupted twin changes.
    fn slope(&self) -> &RBig;
    /// What a wage costs, where a twin pays less than that.
    fn wage(&self) -> Option<&RBig> {
        None
    }
}
