//! Days, months and years of labels.

use super::error::{RowFault, quoted};

/// How labels are put together over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Period {
    /// By day
    Day,
    /// By week, named after its Monday
    Week,
    /// By month
    Month,
    /// By year
    Year,
}

/// In which order dates are written that do not begin with the year: a file of the first days of
/// months does not tell by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DateOrder {
    /// 5/31/2024
    MonthFirst,
    /// 31/5/2024 or 31.5.2024
    DayFirst,
}

/// What a date column may hold.
pub(crate) const DATE_RULE: &str = "a date such as 2024-05-31 or 2024-05-31T12:00:00Z, or seconds or milliseconds since 1970; \
    for dates such as 5/31/2024 or 31/5/2024: --dates month-first or --dates day-first";

/// What is wrong with a date that [`day`] does not read.
pub(crate) fn fault(text: &[u8], order: Option<DateOrder>) -> RowFault {
    let usual = RowFault::Field {
        field: "date",
        found: quoted(text),
        expected: DATE_RULE,
    };
    let shown = quoted(text);
    let text = String::from_utf8_lossy(text);
    let date = text.trim().trim_matches('"').split(['T', ' ']).next();
    let parts: Vec<&str> = date.unwrap_or("").split(['-', '/', '.']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|p| p.parse().ok()).collect();
    let (Some(order), Some(&[x, y, _]), [_, _, year]) = (order, numbers.as_deref(), &parts[..])
    else {
        return usual;
    };
    let (month, day, here, other) = match order {
        DateOrder::MonthFirst => (
            x,
            y,
            "the month first",
            "if the day comes first: --dates day-first",
        ),
        DateOrder::DayFirst => (
            y,
            x,
            "the day first",
            "if the month comes first: --dates month-first",
        ),
    };
    let what = if parts[0].len() == 4 {
        return usual;
    } else if year.len() != 4 {
        "the year has not four digits, and may be of either century; write it out".to_owned()
    } else if !(1..=12).contains(&month) && (1..=12).contains(&day) {
        format!("with {here} this is month {month}, which does not exist; {other}")
    } else if !(1..=12).contains(&month) {
        format!("with {here} this is month {month}, which does not exist")
    } else {
        format!("with {here} this is day {day} of month {month}, which does not exist")
    };
    RowFault::Syntax(format!("field `date` is {shown}: {what}"))
}

/// Days since 1970-01-01 of a date: year, month and day (whatever time follows), month and day
/// before the year in the order that is said, or a Unix time in seconds or milliseconds.
pub fn day(text: &str, order: Option<DateOrder>) -> Option<i32> {
    let text = text.trim().trim_matches('"');
    if let Ok(stamp) = text.parse::<f64>() {
        // Ten digits are seconds, thirteen milliseconds; four are a year.
        let seconds = match stamp.abs() {
            s if s >= 1e11 => stamp / 1000.0,
            s if s >= 1e8 => stamp,
            _ if text.len() == 4 => return days(text.parse().ok()?, 1, 1),
            _ => return None,
        };
        return Some((seconds / 86_400.0).floor() as i32).filter(|d| d.abs() < 4_000_000);
    }
    let date = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let (year, month, day) = match (parts.as_slice(), order) {
        (&[year, month], _) => (year, month, "1"),
        (&[year, month, day], _) if year.len() == 4 => (year, month, day),
        (&[month, day, year], Some(DateOrder::MonthFirst)) => (year, month, day),
        (&[day, month, year], Some(DateOrder::DayFirst)) => (year, month, day),
        _ => return None,
    };
    let whole = |text: &str| {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| digits).map(i32::from)
    };
    // A year of two digits may be of either century.
    let year = Some(year).filter(|y| y.len() == 4).and_then(whole)?;
    days(year, whole(month)?, whole(day)?)
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let most = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=most).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last.
    let y = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(365 * y + y / 4 - y / 100 + y / 400 + of_year - 719_468)
}

/// Year, month and day of days since 1970-01-01.
fn date(days: i32) -> [i32; 3] {
    let z = i64::from(days) + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = years + era * 400 + i64::from(month <= 2);
    [year, month, day].map(|x| x as i32)
}

impl Period {
    /// The name of the period that holds a day, so that names sort as the periods do.
    pub fn name(self, day: i32) -> String {
        let [y, m, d] = match self {
            // Day 0 was a Thursday.
            Period::Week => date(day - (day + 3).rem_euclid(7)),
            _ => date(day),
        };
        match self {
            Period::Day | Period::Week => format!("{y:04}-{m:02}-{d:02}"),
            Period::Month => format!("{y:04}-{m:02}"),
            Period::Year => format!("{y:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, Period, day};

    #[test]
    fn dates_read_and_name_their_periods() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29T23:59:59+01:00", 11_016),
            ("2024/05/31 12:00", 19_874),
            ("1717113600", 19_874),
            ("1717113600000", 19_874),
            ("1969-12-31", -1),
        ] {
            assert_eq!(day(text, None), Some(days), "{text}");
        }
        for wrong in [
            "2023-02-29",
            "31/05/2024",
            "yesterday",
            "",
            "12",
            "2024-13-01",
            "2024-+5-31",
            "5/31/2024",
        ] {
            assert_eq!(day(wrong, None), None, "{wrong}");
        }
        let (month, day_first) = (Some(DateOrder::MonthFirst), Some(DateOrder::DayFirst));
        for (text, order, days) in [
            ("5/31/2024", month, Some(19_874)),
            ("05/31/2024 12:00", month, Some(19_874)),
            ("31.5.2024", day_first, Some(19_874)),
            // The year first is clear in any file.
            ("2024-05-31", day_first, Some(19_874)),
            ("31/5/2024", month, None),
            ("5/31/2024", day_first, None),
            ("5/31/24", month, None),
            ("5/2024", month, None),
        ] {
            assert_eq!(day(text, order), days, "{text}");
        }
        assert_eq!(Period::Month.name(19_874), "2024-05");
        // A Friday; its week began on Monday the 27th.
        assert_eq!(Period::Week.name(19_874), "2024-05-27");
        assert_eq!(Period::Year.name(-1), "1969");
        for d in [-100_000, -1, 0, 59, 60, 11_016, 11_017, 200_000] {
            assert_eq!(day(&Period::Day.name(d), None), Some(d), "{d}");
        }
    }
}
