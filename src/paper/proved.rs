//! What is machine-checked, from `proofs/status.toml`, for the report and the paper alike: the two
//! say the same counts because they count here.

use super::document::{DocumentError, Shelf};
use crate::print::words::counted;
use crate::proof::status::{Statement, Status};
use crate::theorem::Theorem;
use std::collections::BTreeSet;

/// What is proved by machine.
pub const STATUS: &str = "proofs/status.toml";

/// What is known of one theorem's proof.
pub struct Proved<'s> {
    /// In the order of the status file.
    pub statements: Vec<&'s Statement>,
    /// What is not formalised, one part each.
    pub missing: Vec<&'s str>,
}

/// The status file on the shelf.
///
/// # Errors
/// A file that is missing or not of its form.
pub fn read(shelf: &Shelf) -> Result<Status, DocumentError> {
    Status::parse(shelf.text(STATUS)?).map_err(|error| DocumentError::Malformed {
        path: STATUS.to_owned(),
        problem: error.to_string(),
    })
}

impl<'s> Proved<'s> {
    /// What is known of the theorem with this id.
    pub fn of(status: &'s Status, id: &'s str) -> Self {
        Self {
            statements: status.of(id).collect(),
            missing: status.missing_of(id).map(|m| m.words.as_str()).collect(),
        }
    }
}

impl Proved<'_> {
    fn coq(&self) -> impl Iterator<Item = &str> {
        self.statements
            .iter()
            .flat_map(|statement| statement.coq.iter().map(String::as_str))
    }

    /// How many theorems of Coq the statements rest on, each counted once.
    pub fn theorems(&self) -> usize {
        let names = self.coq().filter(|name| !certificate(name));
        names.collect::<BTreeSet<_>>().len()
    }

    /// How many certificates, numbers that Coq has checked.
    pub fn certificates(&self) -> usize {
        self.coq()
            .filter(|name| certificate(name))
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// "13 statements in Coq (20 theorems), in part".
    pub fn words(&self) -> String {
        if self.statements.is_empty() {
            return "nothing proved in Coq yet".to_owned();
        }
        let mut made = counted(self.theorems() as u64, "theorem");
        if self.certificates() > 0 {
            made.push_str(&format!(
                ", {}",
                counted(self.certificates() as u64, "certificate")
            ));
        }
        format!(
            "{} in Coq ({made}){}",
            counted(self.statements.len() as u64, "statement"),
            if self.missing.is_empty() {
                ""
            } else {
                ", in part"
            }
        )
    }
}

/// "Gap_CubeRoot_100.certified" is one of many certificates.
fn certificate(name: &str) -> bool {
    name.ends_with(".certified")
}

/// `T5_BinaryRate` of `t5_binary_rate`: the proof's name, with `.v` in Coq and with `.md` in words.
pub fn module(theorem: &Theorem) -> String {
    let mut words = theorem.stem.split('_');
    let id = words.next().unwrap_or_default().to_uppercase();
    let name: String = words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect();
    format!("{id}_{name}")
}

#[cfg(test)]
mod tests {
    use super::{Proved, module};
    use crate::proof::status::Status;
    use crate::theorem;

    #[test]
    fn statements_theorems_and_certificates_are_counted_each_once() {
        let text = "[[statement]]\ntheorem = \"t7\"\nwords = \"a\"\ncoq = [\"A.a\", \"B.b\"]\nassumptions = \"none\"\ntests = []\n\
             [[statement]]\ntheorem = \"t7\"\nwords = \"b\"\ncoq = [\"A.a\", \"G.certified\"]\nassumptions = \"none\"\ntests = []\n\
             [[missing]]\ntheorem = \"t7\"\nwords = \"c\"\n";
        let status = Status::parse(text).expect("a status file");
        let proved = Proved::of(&status, "t7");
        assert_eq!(
            proved.words(),
            "2 statements in Coq (2 theorems, 1 certificate), in part"
        );
        assert_eq!(
            Proved::of(&status, "t70").words(),
            "nothing proved in Coq yet"
        );
    }

    #[test]
    fn a_proof_is_named_after_its_theorem() {
        let theorem = theorem::find("t5").expect("registered");
        assert_eq!(module(theorem), "T5_BinaryRate");
    }
}
