//! What depends on all theorems: the documents and the manifest.

use super::Job;
use crate::command::{CommandError, root};
use crate::paper::document::{DOCUMENTS, Document, DocumentError, Shelf};
use crate::paper::manifest::{self, DocumentRecord, Manifest, TheoremRecord};
use crate::paper::manuscript;
use crate::print::cache::hash;
use crate::print::files;
use crate::theorem::REGISTRY;

/// What became of one document.
pub(super) struct Made {
    pub document: &'static Document,
    pub anew: bool,
    pub reason: String,
    /// Why it could not be made, where the machine lacks something.
    pub problem: Option<String>,
    record: DocumentRecord,
}

impl Job<'_> {
    /// Makes every document that is not up to date, and the manifest. Theorems that were not asked
    /// for are taken as the manifest knows them; where it does not, there is nothing to make
    /// documents from.
    pub(super) fn documents(&self, theorems: &[super::Made]) -> Result<Vec<Made>, CommandError> {
        let old = Manifest::read(self.made)?;
        let mut records: Vec<TheoremRecord> = Vec::new();
        let mut unknown = Vec::new();
        for theorem in REGISTRY {
            let now = theorems
                .iter()
                .find(|made| made.theorem.stem == theorem.stem);
            let record = match (now, &old) {
                (Some(made), _) => Some(&made.record),
                (None, Some(old)) => old.record_of(theorem, self.made)?,
                (None, None) => None,
            };
            match record {
                Some(record) => records.push(record.clone()),
                None => unknown.push(theorem.id),
            }
        }
        let mut made = Vec::new();
        if unknown.is_empty() {
            for document in DOCUMENTS {
                if !self.wants(document) {
                    continue;
                }
                made.push(self.document(document, &records)?);
            }
        } else {
            self.bars.say(&format!(
                "documents: not made, since {} not as the manifest says; run without --only",
                match unknown.as_slice() {
                    [one] => format!("the files of {one} are"),
                    many => format!("the files of {} are", many.join(", ")),
                }
            ));
        }
        // A document that is left as it was keeps the record of what it was made from.
        let before = Manifest::read(self.root)?;
        let kept = |name: &str| {
            let before = before.as_ref()?;
            before.documents.iter().find(|record| record.name == name)
        };
        let records_of = DOCUMENTS
            .iter()
            .filter_map(|document| {
                made.iter()
                    .find(|made| made.document.name == document.name && made.problem.is_none())
                    .map(|made| &made.record)
                    .or_else(|| kept(document.name))
                    .cloned()
            })
            .collect();
        let manifest = Manifest::new(records, records_of)
            .bytes()
            .map_err(|error| DocumentError::Malformed {
                path: manifest::PATH.to_owned(),
                problem: error.to_string(),
            })?;
        files::write_if_changed(&self.made.join(manifest::PATH), &manifest)?;
        Ok(made)
    }

    /// Whether there is something to make the document from, and it was not left out.
    fn wants(&self, document: &Document) -> bool {
        let left_out = self.no_pdf && document.name == manuscript::PDF.name;
        !left_out
            && document
                .needs
                .is_none_or(|path| self.root.join(path).is_file())
    }

    fn document(
        &self,
        document: &'static Document,
        records: &[TheoremRecord],
    ) -> Result<Made, CommandError> {
        let shelf = Shelf::gather(document, records, self.root, self.made)?;
        let recipe = shelf.recipe(document, root::program());
        // Documents are quick, and `--force` without them would leave them older than what they
        // show.
        let state = self.state(&recipe, document.name, document.name)?;
        let mut problem = None;
        if state.anew {
            match (document.make)(&shelf) {
                Ok(made) => {
                    for (path, bytes) in document.outputs.iter().zip(made) {
                        files::write_if_changed(&self.made.join(path), &bytes)?;
                    }
                    recipe.record(self.made, &state.stamp)?;
                }
                // The machine's fault, not the project's: everything else goes on.
                Err(error @ DocumentError::Engine { .. }) => {
                    self.bars.say(&format!(
                        "{} is left as it was: {error}; --no-pdf leaves it out",
                        document.outputs.join(", ")
                    ));
                    problem = Some(error.to_string());
                }
                // Sentences about the reference parameters may have no number for others.
                Err(error) if self.varied => {
                    self.bars.say(&format!(
                        "{}: not made for these parameters: {error}",
                        document.outputs.join(", ")
                    ));
                    problem = Some(error.to_string());
                }
                Err(error) => return Err(error.into()),
            }
        }
        let mut outputs = manifest::Hashes::new();
        for path in document.outputs {
            if let Some(bytes) = files::read(&self.made.join(path))? {
                outputs.insert((*path).to_owned(), hash(&bytes));
            }
        }
        Ok(Made {
            document,
            anew: state.anew && problem.is_none(),
            reason: state.reason,
            problem,
            record: DocumentRecord {
                name: document.name.to_owned(),
                inputs: shelf.further().clone(),
                outputs,
            },
        })
    }
}
