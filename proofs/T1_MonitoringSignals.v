(** T1 (monitoring signals): how often labels agree, and which scheme tells more of effort.

    In words: an annotator is careful with probability e and else tosses a fair coin. Two labels of one annotator on one item
    agree with probability 1/2 + kappa_s*e^2/2, a label and an expert's with probability 1/2 + kappa_e*e/2. Self-consistency
    has the larger Fisher information exactly where 4*t*kappa_s^2 - 3*t^2*kappa_s^2*kappa_e^2 - kappa_e^2 > 0, t = e^2.

    Items are finitely many, with weights; labels are independent given the item. *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite Model.
Open Scope R_scope.

(** P(label = 1) on an item with preference p at effort e: careful with probability e, else a coin. *)
Definition label (e p : R) : R := e * p + (1 - e) * (1 / 2).

(** Two independent labels with probabilities x and y of a 1 agree. *)
Definition agree (x y : R) : R := x * y + (1 - x) * (1 - y).

Section Agreement.
  Variable A : Type.
  Variable items : list A.
  Variable w : A -> R.
  Hypothesis total : E A items w (fun _ => 1) = 1.
  (** The annotator's and the expert's preference on each item. *)
  Variables p r : A -> R.

  Notation Ex := (E A items w).

  Definition kappa_s : R := Ex (fun x => (2 * p x - 1) * (2 * p x - 1)).
  Definition kappa_e : R := Ex (fun x => (2 * p x - 1) * (2 * r x - 1)).

  Theorem self_agreement : forall e,
    Ex (fun x => agree (label e (p x)) (label e (p x))) = 1 / 2 + kappa_s * (e * e) / 2.
  Proof.
    intros e. unfold kappa_s, agree, label.
    rewrite (E_ext A items w _
      (fun x => 1 / 2 + (e * e / 2) * ((2 * p x - 1) * (2 * p x - 1)))) by (intros; field).
    rewrite E_plus, E_scale, (E_const A items w (1 / 2)), total. field.
  Qed.

  (** The expert is careful: its labels are draws from r. *)
  Theorem expert_agreement : forall e,
    Ex (fun x => agree (label e (p x)) (r x)) = 1 / 2 + kappa_e * e / 2.
  Proof.
    intros e. unfold kappa_e, agree, label.
    rewrite (E_ext A items w _
      (fun x => 1 / 2 + (e / 2) * ((2 * p x - 1) * (2 * r x - 1)))) by (intros; field).
    rewrite E_plus, E_scale, (E_const A items w (1 / 2)), total. field.
  Qed.
End Agreement.

(** A peer of the same preferences, but of effort f: the excess is kappa*e*f. *)
Theorem peer_agreement : forall e f p,
  agree (label e p) (label f p) = 1 / 2 + e * f * ((2 * p - 1) * (2 * p - 1)) / 2.
Proof. intros. unfold agree, label. field. Qed.

(** Fisher information about e of one sample that agrees with probability q e. *)
Definition effort_information (q : R -> R) (e : R) : R := information (q e) (Derive q e).

Definition q_self (s e : R) : R := 1 / 2 + s * (e * e) / 2.
Definition q_expert (k e : R) : R := 1 / 2 + k * e / 2.

Lemma self_slope : forall s e, Derive (q_self s) e = s * e.
Proof.
  intros s e. apply is_derive_unique. unfold q_self. auto_derive; [trivial | field].
Qed.

Lemma expert_slope : forall k e, Derive (q_expert k) e = k / 2.
Proof.
  intros k e. apply is_derive_unique. unfold q_expert. auto_derive; [trivial | field].
Qed.

Theorem self_information : forall s e, (s * (e * e)) * (s * (e * e)) < 1 ->
  effort_information (q_self s) e = 4 * (e * e) * (s * s) / (1 - (s * (e * e)) * (s * (e * e))).
Proof.
  intros s e H. unfold effort_information, information. rewrite self_slope. unfold q_self. field. split; nra.
Qed.

Theorem expert_information : forall k e, (k * e) * (k * e) < 1 ->
  effort_information (q_expert k) e = k * k / (1 - (k * e) * (k * e)).
Proof.
  intros k e H. unfold effort_information, information. rewrite expert_slope. unfold q_expert. field. split; nra.
Qed.

(** The criterion. *)
Definition advantage (t s k : R) : R :=
  4 * t * (s * s) - 3 * (t * t) * (s * s) * (k * k) - k * k.

Theorem self_tells_more_iff : forall s k e,
  (s * (e * e)) * (s * (e * e)) < 1 -> (k * e) * (k * e) < 1 ->
  (effort_information (q_expert k) e < effort_information (q_self s) e <-> 0 < advantage (e * e) s k).
Proof.
  intros s k e Hs Hk. rewrite self_information, expert_information by assumption.
  set (a := 1 - s * (e * e) * (s * (e * e))). set (b := 1 - k * e * (k * e)).
  assert (Ha : 0 < a) by (unfold a; lra). assert (Hb : 0 < b) by (unfold b; lra).
  assert (Heq : 4 * (e * e) * (s * s) / a - k * k / b = advantage (e * e) s k / (a * b)).
  { unfold advantage. unfold a, b in *. field. split; lra. }
  assert (Hab : 0 < a * b) by (apply Rmult_lt_0_compat; assumption).
  split; intro H.
  - assert (0 < advantage (e * e) s k / (a * b)) by (rewrite <- Heq; lra).
    replace (advantage (e * e) s k) with (advantage (e * e) s k / (a * b) * (a * b)) by (field; split; lra).
    apply Rmult_lt_0_compat; assumption.
  - assert (0 < advantage (e * e) s k / (a * b)) by (apply Rdiv_lt_0_compat; assumption).
    lra.
Qed.

(** At full effort self-consistency tells more wherever the expert is no more certain than the annotator. *)
Theorem full_effort : forall s k, 0 <= k <= s -> 0 < s < 1 -> 0 < advantage 1 s k.
Proof.
  intros s k Hk Hs. unfold advantage.
  assert (H1 : k * k <= s * s) by (apply Rmult_le_compat; lra).
  assert (H2 : s * s < 1) by (replace 1 with (1 * 1) by ring; apply Rmult_gt_0_lt_compat; lra).
  assert (H3 : 0 < s * s) by (apply Rmult_lt_0_compat; lra).
  assert (H4 : (s * s) * (k * k) <= (s * s) * (s * s)) by (apply Rmult_le_compat_l; lra).
  assert (H5 : (s * s) * (s * s) < (s * s) * 1) by (apply Rmult_lt_compat_l; lra).
  lra.
Qed.

(** As effort vanishes the expert always tells more. *)
Theorem low_effort : forall s k, 0 < k -> exists e0, 0 < e0 /\
  forall e, 0 <= e <= e0 -> advantage (e * e) s k < 0.
Proof.
  intros s k Hk. exists (k / (2 * (Rabs s + 1))).
  pose proof (Rabs_pos s) as Hs.
  assert (Hpos : 0 < k / (2 * (Rabs s + 1))) by (apply Rdiv_lt_0_compat; lra).
  split; [exact Hpos|]. intros e He. unfold advantage.
  assert (Hx : 2 * (Rabs s + 1) * e <= k).
  { replace k with (2 * (Rabs s + 1) * (k / (2 * (Rabs s + 1)))) by (field; lra).
    apply Rmult_le_compat_l; lra. }
  assert (Hss : s * s = Rabs s * Rabs s).
  { unfold Rabs. destruct (Rcase_abs s); ring. }
  rewrite Hss. set (u := Rabs s) in *.
  assert (Hu : 0 <= 2 * u * e) by (apply Rmult_le_pos; lra).
  assert (He2 : (2 * u * e) * (2 * u * e) < k * k).
  { destruct (Rle_lt_or_eq_dec 0 e) as [Hep | Hep]; [lra | |].
    - assert (2 * u * e < k) by nra. nra.
    - rewrite <- Hep. nra. }
  assert (0 <= 3 * (e * e * (e * e)) * (u * u) * (k * k)).
  { repeat apply Rmult_le_pos; try lra. }
  nra.
Qed.

(** Both schemes together identify effort and certainty if the expert shares the annotator's preferences. *)
Theorem identified : forall kappa e self expert,
  self = kappa * (e * e) -> expert = kappa * e -> kappa <> 0 -> e <> 0 ->
  e = self / expert /\ kappa = expert * expert / self.
Proof. intros kappa e self expert -> -> Hk He. split; field; auto. Qed.

(** The same of the agreements themselves, where the expert's labels are careful draws from the annotator's preferences:
    of the excesses 2q - 1 of two looks and of gold. *)
Theorem identified_by_agreement : forall (A : Type) (items : list A) (w p : A -> R) (e : R),
  E A items w (fun _ => 1) = 1 ->
  let self := 2 * E A items w (fun x => agree (label e (p x)) (label e (p x))) - 1 in
  let expert := 2 * E A items w (fun x => agree (label e (p x)) (p x)) - 1 in
  kappa_s A items w p <> 0 -> e <> 0 ->
  e = self / expert /\ kappa_s A items w p = expert * expert / self.
Proof.
  intros A items w p e total self expert Hk He.
  apply identified; try assumption; unfold self, expert.
  - rewrite (self_agreement A items w total p e). field.
  - rewrite (expert_agreement A items w total p p e). unfold kappa_e, kappa_s. field.
Qed.
