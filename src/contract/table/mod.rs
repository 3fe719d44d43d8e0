//! Contracts from outcome tables: which pay makes an agent choose an effort, at least expense.
//!
//! A table gives each effort a cost and a probability for every outcome. The pay of outcome j is
//! w_j; the agent chooses the effort with the largest expected utility of pay less cost, and the
//! target where it is among the best. The least expected pay and the least budget are linear
//! programs in the pay (Grossman and Hart, *Econometrica* 51, 1983, section 2), so that numbers
//! written as decimals have an exact rational answer, which a certificate proves; that no pay
//! does it is proved by Farkas' lemma. For an agent who minds risk the answer is a bracket.
//!
//! ```
//! use firstbest::contract::table::{self, OutcomeTable, Question, RowReading, Solver, Verdict};
//! let text = "effort,cost,bad,good\nlow,0,0.75,0.25\nhigh,1,0.25,0.75\n";
//! let table = table::read("example.csv".as_ref(), text, RowReading::Probabilities)?;
//! let answer = table::solve(&table, 1, &Question::default(), None, &Solver::default())?;
//! let Verdict::Implementable(contract) = answer.verdict else { panic!("high can be had") };
//! // 2 for the good outcome, 3/2 in expectation
//! assert_eq!(contract.pay[1], table::parse("2")?);
//! assert_eq!(contract.lower, table::parse("3/2")?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod error;
mod exact_row;
mod number;
mod outcome_table;
mod program;
mod question;
mod read;
mod report;
mod risk_averse;
mod risk_neutral;
mod view;

pub use answer::{Answer, Better, Contract, Evidence, Verdict};
pub use error::TableError;
pub use number::{estimate, parse, shown};
pub use outcome_table::{CostKnowledge, Effort, OutcomeTable};
pub use question::{Objective, Question, Shape};
pub use read::{RowReading, read, read_file};
pub use report::words;
pub use view::AnswersView;

use crate::lp::backends::{Backend, Limits, Solution};
use crate::lp::certify::unnamed;
use crate::lp::{CertifyBudget, LinearProgram, OWN_NAME, ProgramError};
use crate::model::Utility;

/// What solves and certifies the programs.
#[derive(Default)]
pub struct Solver<'a> {
    /// The backend that is asked first; without one the certifier's own simplex method.
    pub backend: Option<&'a dyn Backend>,
    /// Its limits.
    pub limits: Limits,
    /// Time and pivots for exact arithmetic.
    pub budget: CertifyBudget,
}

impl Solver<'_> {
    /// What is asked first.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.backend.map_or(OWN_NAME, Backend::name)
    }

    /// An optimal point in floats, of the first that has one.
    fn estimate(&self, program: &LinearProgram) -> Option<Solution> {
        unnamed::optimum(program, self.backend, &self.limits)
    }

    /// Certifies the program.
    fn certified(&self, program: &LinearProgram, label: String) -> Result<Evidence, ProgramError> {
        let (_, certified) = unnamed::certified(program, self.backend, &self.limits, &self.budget)?;
        Ok(Evidence {
            label,
            program: program.clone(),
            certificate: certified.certificate,
        })
    }
}

/// The best contract for the target, or a proof that there is none.
///
/// `utility` is that of pay; `None` stands for an agent who does not mind risk.
///
/// # Errors
/// A question without an answer ([`Question::check`], or pay that falls without end), a floor
/// outside the utility's domain, or a family without enclosures.
///
/// # Panics
/// If the table has no such effort.
pub fn solve(
    table: &OutcomeTable,
    target: usize,
    question: &Question,
    utility: Option<&dyn Utility>,
    solver: &Solver<'_>,
) -> Result<Answer, TableError> {
    question.check()?;
    match utility.filter(|utility| utility.strictly_concave()) {
        None => risk_neutral::solve(table, target, question, solver),
        Some(utility) => risk_averse::solve(table, target, question, utility, solver),
    }
}
