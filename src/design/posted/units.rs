//! Amounts in whole units of money.

use super::Posted;

/// `money` in whole units, upwards; as the double next to that decimal number.
pub(super) fn up(money: f64, unit: f64) -> f64 {
    whole(libm::ceil(money / unit - 1e-9), unit)
}

/// Units below 1 divide, because their inverse is the whole number of the two: 3/1000 and not
/// 3·0.001.
fn whole(units: f64, unit: f64) -> f64 {
    let money = if unit < 1.0 {
        units / (1.0 / unit).round()
    } else {
        units * unit
    };
    // No −0 on a sheet.
    money + 0.0
}

/// Terms in whole units of money, upwards: a contract that was accepted stays accepted.
pub fn upwards(posted: &Posted, unit: f64) -> Posted {
    posted.map(|money| up(money, unit), |money| up(money, unit))
}

/// Whole units more of what is paid whatever the count, and of what is paid for agreement.
pub fn raised(posted: &Posted, unit: f64, level: f64, incentive: f64) -> Posted {
    let more = |money: f64, units: f64| whole((money / unit).round() + units, unit);
    posted.map(|money| more(money, level), |money| more(money, incentive))
}

/// The terms with so many units more of what is paid whatever the count.
pub(super) fn lifted(posted: Posted, unit: f64, units: f64) -> Posted {
    posted.map(
        |money| whole((money / unit).round() + units, unit),
        |incentive| incentive,
    )
}
