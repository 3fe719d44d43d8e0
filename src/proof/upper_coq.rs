//! Upper ends as Coq files, with corrupted twins.

use super::bonus::BonusReply;
use super::bonus_end::BonusCertificate;
use super::bonus_wage::{SeenByPrice, WageCertificate};
use super::coq_text::{Stated, definitions, ends, lines, list, over, quotient, rejected};
use super::decimal::Decimal;
use super::exact::SeenAtMost;
use super::floor::FloorCertificate;
use super::line::LineCertificate;
use super::lower_coq::{definition_of, signal};
use super::lower_economy::LowerEconomy;
use super::pay::PayCertificate;
use super::price_coq;
use super::price_economy::PriceEconomy;
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
    /// A twin's share more or less is one of so many parts; powers of two keep Coq's fractions
    /// short.
    parts: u16,
    /// Whether the last certificate, and not the first, has the twins that are the quickest to
    /// refuse.
    last_is_quickest: bool,
    /// A twin that pays less than it costs: in words, and what puts the amount in.
    cheaper: Option<(&'static str, &'static str)>,
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

impl Upper for BonusCertificate {
    fn kind() -> Kind {
        BONUS
    }
    fn slope(&self) -> &RBig {
        &self.reply.bonus
    }
}

/// `Reply ...`, over several lines.
fn reply(it: &BonusReply) -> String {
    format!(
        "(Reply {n}\n      {base}\n      {bonus} {m}\n      \
         {low}\n      {high}\n      {turn}\n      {bits} {} {} {far} {} {}\n      {stretches})",
        it.window.up,
        it.window.down,
        it.turn_window.up,
        it.turn_window.down,
        n = it.samples,
        base = quotient(&it.base),
        bonus = quotient(&it.bonus),
        m = it.threshold,
        low = quotient(&it.low),
        high = quotient(&it.high),
        turn = quotient(&it.turn),
        bits = it.bits,
        far = it.far_bits,
        stretches = places(&it.stretches),
    )
}

impl Stated for BonusCertificate {
    fn samples(&self) -> u64 {
        self.reply.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition b{n} : bonus_certificate :=\n  BonusCertificate\n    {reply}\n    ({claim})\n    {seen}.\n",
            n = self.reply.samples,
            reply = reply(&self.reply),
            claim = over(&self.claim),
            seen = seen(&self.seen),
        )
    }
}

impl Upper for WageCertificate {
    fn kind() -> Kind {
        WAGE
    }
    fn slope(&self) -> &RBig {
        &self.reply.bonus
    }
    fn wage(&self) -> Option<&RBig> {
        Some(&self.paid.0)
    }
}

impl Stated for WageCertificate {
    fn samples(&self) -> u64 {
        self.reply.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition b{n} : wage_certificate :=\n  WageCertificate\n    {reply}\n    ({claim})\n    {} {}\n    \
             {} {}\n    {seen}.\n",
            quotient(&self.base.1),
            quotient(&self.base.0),
            quotient(&self.paid.1),
            quotient(&self.paid.0),
            n = self.reply.samples,
            reply = reply(&self.reply),
            claim = over(&self.claim),
            seen = seen_by_price(&self.seen),
        )
    }
}

impl Upper for PayCertificate {
    fn kind() -> Kind {
        PAY
    }
    fn slope(&self) -> &RBig {
        &self.step
    }
    fn wage(&self) -> Option<&RBig> {
        self.bill.first()
    }
}

impl Stated for PayCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition p{n} : pay_certificate :=\n  PayCertificate {n} ({claim})\n    {step}\n    {centre}\n    \
             {pay}\n    {bill}\n    {unit} {log}\n    {low}\n    {high}\n    {seen}.\n",
            n = self.samples,
            claim = over(&self.claim),
            step = quotient(&self.step),
            centre = quotient(&self.centre),
            pay = coefficients(&self.pay),
            bill = coefficients(&self.bill),
            unit = self.unit,
            log = quotient(&self.log),
            low = quotient(&self.low),
            high = quotient(&self.high),
            seen = seen_by_price(&self.seen),
        )
    }
}

impl Upper for LineCertificate {
    fn kind() -> Kind {
        LINE
    }
    fn slope(&self) -> &RBig {
        &self.step
    }
    fn wage(&self) -> Option<&RBig> {
        Some(&self.wage)
    }
}

impl Stated for LineCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.claim
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition l{n} : line_certificate :=\n  LineCertificate {n} ({claim})\n    {step}\n    {centre}\n    \
             {level}\n    {log}\n    {wage}\n    {ground}\n    {unit} {split}\n    {below}\n    {above}\n    \
             {bump}\n    {weight}\n    {left}\n    {low}\n    {high}\n    {right}\n    {seen}.\n",
            n = self.samples,
            claim = over(&self.claim),
            step = quotient(&self.step),
            centre = quotient(&self.centre),
            level = quotient(&self.level),
            log = quotient(&self.log),
            wage = quotient(&self.wage),
            ground = quotient(&self.ground),
            unit = self.unit,
            split = quotient(&self.split),
            below = coefficients(&self.below),
            above = coefficients(&self.above),
            bump = coefficients(&self.bump),
            weight = quotient(&self.weight),
            left = quotient(&self.left),
            low = quotient(&self.low),
            high = quotient(&self.high),
            right = quotient(&self.right),
            seen = seen_by_price(&self.seen),
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

fn seen_by_price(seen: &SeenByPrice) -> String {
    let SeenByPrice {
        price,
        most,
        near,
        bend,
    } = seen;
    format!(
        "{}\n    {}\n    {} {}",
        price_coq::point(price),
        quotient(most),
        quotient(near),
        quotient(bend)
    )
}

fn coefficients(polynomial: &[RBig]) -> String {
    let all: Vec<String> = polynomial.iter().map(quotient).collect();
    format!("[ {} ]%list", all.join(";\n      "))
}
