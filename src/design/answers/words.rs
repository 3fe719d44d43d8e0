//! The answers as a model file, and as sentences to check them by.

use super::{Answered, Answers, Checking};

impl Answered {
    /// The model file, each number with its meaning, unit and source.
    pub fn to_toml(&self, answers: &Answers, checking: &Checking) -> String {
        let Answers {
            currency,
            period,
            exponent,
            minimum_pay,
            ..
        } = answers;
        let (currency, period) = (one_line(currency), one_line(period));
        let kappa = match checking.range {
            Some((lower, upper)) => format!(
                "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                checking.kappa
            ),
            None => format!("{:?}", checking.kappa),
        };
        let slope = match self.slope_range {
            Some((lower, upper)) => format!(
                "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                self.slope
            ),
            None => format!("{:?}", self.slope),
        };
        let (cost, cost_source) = match &self.cost_seen {
            Some((lower, upper, source)) => (
                format!(
                    "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                    self.cost
                ),
                format!("# What full care costs, in utility, with its 95% interval: {source}.\n"),
            ),
            None => (
                format!("{:?}", self.cost),
                format!(
                    "# What full care costs, in utility: the careful job is worth {} {currency} a {period}\n\
                     # ({}), the careless one {}.\n",
                    self.careful_worth,
                    if answers.careful_pay.is_some() {
                        "answered"
                    } else {
                        "from minutes and the worth of an hour"
                    },
                    self.careless_worth
                ),
            ),
        };
        format!(
            "# One annotator, one {period}, money in {currency}. Made from answers; change an answer rather\n\
             # than a number here.\n\
             {naming}\
             [utility]\nfamily = \"cara\"\n\
             # Aversion to risk, per {currency}: one would give up {premium} to be rid of an even gamble of\n\
             # winning or losing {gamble}.\n\
             risk_aversion = {r:?}\n\
             # The least that may be paid for a {period}, in {currency}: answered.\n\
             minimum_wage = {minimum_pay:?}\n\
             [cost]\n\
             {cost_source}\
             scale = {cost}\n\
             # How steeply care costs: c = scale * effort^exponent. Assumed{fixed}.\n\
             exponent = {exponent:?}\n\
             [monitoring]\n\
             # How labels are checked, and how certain items are: {source}.\n\
             scheme = \"{scheme}\"\nkappa = {kappa}\n\
             [value]\n\
             # What full care of all labels of a {period} saves, in {currency}: {labels} labels, {wrong} for a\n\
             # wrong one, care avoids kappa/2 of them.\n\
             slope = {slope}\n\
             [reservation]\n\
             # What the hours of the careless job are worth elsewhere, {careless} {currency} a {period}, in\n\
             # utility.\n\
             utility = {reservation:?}\n",
            naming = naming(&currency, &period),
            fixed = if self.cost_seen.is_some() {
                ", not taken from what was seen:\n# the scale above fits what was seen with this exponent only"
            } else {
                ""
            },
            premium = answers.premium,
            gamble = answers.gamble,
            r = self.risk_aversion,
            careless = self.careless_worth,
            source = one_line(&checking.source),
            scheme = checking.scheme,
            labels = answers.labels,
            wrong = answers.wrong_label,
            reservation = self.reservation,
        )
    }

    /// What the answers imply, in sentences.
    pub fn sentences(&self, answers: &Answers, checking: &Checking) -> Vec<String> {
        let Answers {
            currency, period, ..
        } = answers;
        let money = |amount: f64| format!("{amount:.2} {currency}");
        let hours = |minutes: f64| answers.labels * minutes / 60.0;
        let careful_hours = hours(answers.careful_minutes);
        let mut all = vec![
            format!(
                "A {period} of careless labels takes {:.1} hours and is worth {} elsewhere; nobody does it for less.",
                hours(answers.careless_minutes),
                money(self.careless_worth)
            ),
            format!(
                "A {period} of careful labels takes {careful_hours:.1} hours; one would do it for a certain {}, which is {} an hour.",
                money(self.careful_worth),
                money(self.careful_worth / careful_hours)
            ),
            format!(
                "So care costs the annotator {} a {period}, and is worth up to {} to the company: {:.1} of {} labels are right because of it.",
                money(self.careful_worth - self.careless_worth),
                money(self.slope),
                0.5 * checking.kappa * answers.labels,
                answers.labels
            ),
            format!(
                "Pay that varies by {} either way is worth {} less than the same pay for certain.",
                money(answers.gamble),
                money(answers.premium)
            ),
        ];
        if let Some(now) = answers.paid_now {
            all.push(if now < self.careful_worth {
                format!(
                    "Today's {} is less than careful work is worth: whoever takes it has no reason to take care.",
                    money(now)
                )
            } else {
                format!(
                    "Today's {} would pay for careful work, with {} to spare; paid flat it buys none.",
                    money(now),
                    money(now - self.careful_worth)
                )
            });
        }
        all
    }
}

/// The section that names currency and period; what was not named needs no name.
fn naming(currency: &str, period: &str) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let currency = match currency {
        "money" => String::new(),
        named => format!("currency = {}\n", quoted(named)),
    };
    format!("[money]\n{currency}period = {}\n", quoted(period))
}

/// Text that cannot end a comment.
pub(super) fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
