//! Each kind of certificate of an upper end as a Coq definition.

use super::bonus::BonusReply;
use super::bonus_end::BonusCertificate;
use super::bonus_wage::{SeenByPrice, WageCertificate};
use super::coq_text::{Stated, over, quotient};
use super::decimal::Decimal;
use super::exact::SeenAtMost;
use super::floor::FloorCertificate;
use super::line::LineCertificate;
use super::pay::PayCertificate;
use super::price_coq;
use super::upper_kinds::{BONUS, FLOOR, Kind, LINE, PAY, Upper, WAGE};
use super::window::Window;
use dashu_ratio::RBig;

impl Upper for BonusCertificate {
    fn kind() -> Kind {
        BONUS
    }
    fn slope(&self) -> &RBig {
        &self.reply.bonus
    }
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

fn seen(seen: &SeenAtMost) -> String {
    let SeenAtMost { most, near, bend } = seen;
    format!(
        "{}\n    {} {}",
        quotient(most),
        quotient(near),
        quotient(bend)
    )
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

fn places(places: &[(RBig, Window)]) -> String {
    let places = places
        .iter()
        .map(|(effort, window)| format!("({}, {}, {})", quotient(effort), window.up, window.down));
    let places: Vec<String> = places.collect();
    format!("[ {} ]", places.join(";\n      "))
}

fn coefficients(polynomial: &[RBig]) -> String {
    let all: Vec<String> = polynomial.iter().map(quotient).collect();
    format!("[ {} ]%list", all.join(";\n      "))
}
