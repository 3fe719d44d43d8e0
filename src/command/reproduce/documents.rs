//! What depends on all theorems: the documents and the manifest.

use super::Job;
use crate::command::error::CommandError;
use crate::command::root;
use crate::paper::document::{Document, DocumentError, Shelf};
use crate::paper::documents::DOCUMENTS;
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
    /// Why it could not be made: the machine lacks something, or it has no words for the values.
    pub problem: Option<String>,
    /// Whether it is not there at all, for want of words.
    left_out: bool,
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
                let sources = (document.sources)();
                // What an earlier one could not say, a later one must not show with other values.
                let lacks = made.iter().find(|one: &&Made| {
                    let outputs = one.document.outputs.iter();
                    one.left_out
                        && outputs
                            .into_iter()
                            .any(|path| sources.iter().any(|s| s == path))
                });
                let one = match lacks {
                    Some(lacks) => {
                        let problem =
                            format!("it would show {} without its numbers", lacks.document.name);
                        self.left_out(document, &problem)?
                    }
                    None => self
                        .document(document, &records)
                        .inspect_err(|_| self.replaced(theorems))?,
                };
                made.push(one);
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
            // Of other values no document is left as it was.
            let before = before.as_ref().filter(|_| !self.varied)?;
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
                Err(error) if self.varied => return self.left_out(document, &error.to_string()),
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
            left_out: false,
            record: DocumentRecord {
                name: document.name.to_owned(),
                inputs: shelf.further().clone(),
                outputs,
            },
        })
    }

    /// Leaves a document out, and does not leave one of other values in its place.
    fn left_out(&self, document: &'static Document, problem: &str) -> Result<Made, CommandError> {
        self.bars.say(&format!(
            "{}: left out, not made for these parameters: {problem}",
            document.outputs.join(", ")
        ));
        for path in document.outputs {
            files::remove(&self.made.join(path))?;
        }
        Ok(Made {
            document,
            anew: false,
            reason: "left out".to_owned(),
            problem: Some(problem.to_owned()),
            left_out: true,
            record: DocumentRecord {
                name: document.name.to_owned(),
                inputs: manifest::Hashes::new(),
                outputs: manifest::Hashes::new(),
            },
        })
    }

    /// Says which files an error of a document leaves new beside old ones.
    fn replaced(&self, theorems: &[super::Made]) {
        // A comparison replaces nothing.
        let real = |path: &std::path::Path| path.canonicalize().ok();
        if real(self.made) != real(self.root) {
            return;
        }
        let anew = theorems.iter().filter(|made| made.anew);
        let names: Vec<String> = anew.map(|made| made.theorem.id.to_uppercase()).collect();
        if !names.is_empty() {
            self.bars.say(&format!(
                "replaced: figures, data, checks and tables of {}; not replaced: the manuscript's numbers, the paper, the report \
                 and the manifest",
                names.join(", ")
            ));
        }
    }
}
