(** * Information that is left when signals are grouped

    In words.  A finite space of signals, a score g of each, and a label [group] of each, at most L.  Who sees the label
    alone knows the mean score of the group, [group_score], and what is left of the information E[g^2] is
    [grouped_information], the sum over groups of (slope of its probability)^2 / probability.

    - [projection]: anything that depends on the label alone has the same covariance with the score and with the mean
      score of the group.
    - [group_score_square]: the mean square of the latter is the grouped information.
    - [grouping_loses]: grouping loses information.
    - [grouped_variance]: a function of the label whose covariance with the score is c has a mean square distance of at
      least c^2/M from any number, M the grouped information or more.

    Source.  Standard (conditional expectation of the score, Cauchy-Schwarz).  Assumed: weights are not negative. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From FirstBest.Lib Require Import Finite.
Import ListNotations.
Open Scope R_scope.

Lemma E_nil (A : Type) (p : A -> R) f : E A [] p f = 0.
Proof. reflexivity. Qed.

Lemma E_cons (A : Type) (p : A -> R) a l f : E A (a :: l) p f = p a * f a + E A l p f.
Proof. reflexivity. Qed.

Lemma E_zero (A : Type) (l : list A) p : E A l p (fun _ => 0) = 0.
Proof. rewrite E_const; ring. Qed.

(** Sums and expectations change places. *)
Lemma E_sum (A : Type) (l : list A) p (f : nat -> A -> R) L :
  E A l p (fun s => sum_f_R0 (fun j => f j s) L) = sum_f_R0 (fun j => E A l p (f j)) L.
Proof. induction L as [|L IH]; simpl; [reflexivity|]. rewrite E_plus, IH; reflexivity. Qed.

(** A sum in which only the term [k] counts. *)
Lemma sum_pick (x : nat -> R) k L : (k <= L)%nat ->
  sum_f_R0 (fun j => x j * (if Nat.eqb k j then 1 else 0)) L = x k.
Proof.
  induction L as [|L IH]; intros K; cbn [sum_f_R0].
  - replace k with O by lia; simpl; ring.
  - destruct (Nat.eq_dec k (S L)) as [->|N].
    + rewrite Nat.eqb_refl.
      rewrite (sum_eq _ (fun _ => 0)); [rewrite sum_cte; ring|].
      intros j J; replace (Nat.eqb (S L) j) with false; [ring|].
      symmetry; apply Nat.eqb_neq; lia.
    + rewrite IH by lia; replace (Nat.eqb k (S L)) with false; [ring|].
      symmetry; apply Nat.eqb_neq; exact N.
Qed.

Section Grouping.
Variables (A : Type) (space : list A) (p : A -> R).
Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.
Variables (g : A -> R) (group : A -> nat) (L : nat).
Hypothesis Hgroup : forall s, In s space -> (group s <= L)%nat.

Notation Ex := (E A space p).

Definition in_group (j : nat) (s : A) : R := if Nat.eqb (group s) j then 1 else 0.

(** Probability of a group, and its slope: the mean of the score on it. *)
Definition group_probability (j : nat) : R := Ex (in_group j).
Definition group_slope (j : nat) : R := Ex (fun s => in_group j s * g s).
Definition group_score (j : nat) : R := group_slope j / group_probability j.

Definition grouped_information : R :=
  sum_f_R0 (fun j => group_slope j * group_slope j / group_probability j) L.

(** A group without probability has no slope. *)
Lemma empty_group l j : (forall s, In s l -> 0 <= p s) -> E A l p (in_group j) = 0 ->
  E A l p (fun s => in_group j s * g s) = 0.
Proof.
  induction l as [|a l IH]; intros P Z; [reflexivity|].
  rewrite E_cons in Z |- *.
  assert (Pl : forall s, In s l -> 0 <= p s) by (intros; apply P; right; assumption).
  assert (B : 0 <= E A l p (in_group j)).
  { rewrite <- (E_zero A l p); apply E_le; [exact Pl|].
    intros s _; unfold in_group; destruct (Nat.eqb (group s) j); lra. }
  assert (C : 0 <= p a * in_group j a).
  { apply Rmult_le_pos; [apply P; left; reflexivity|].
    unfold in_group; destruct (Nat.eqb (group a) j); lra. }
  rewrite IH by (try exact Pl; lra).
  replace (p a * (in_group j a * g a)) with (p a * in_group j a * g a) by ring.
  replace (p a * in_group j a) with 0 by lra; ring.
Qed.

Lemma group_score_slope j : group_score j * group_probability j = group_slope j.
Proof.
  unfold group_score; destruct (Req_dec (group_probability j) 0) as [Z|N]; [|field; exact N].
  rewrite Z, Rmult_0_r; symmetry; apply empty_group; [exact p_nonneg|exact Z].
Qed.

(** Sums over groups. *)
Lemma by_groups (w : nat -> R) (x : A -> R) :
  Ex (fun s => w (group s) * x s) = sum_f_R0 (fun j => w j * Ex (fun s => in_group j s * x s)) L.
Proof.
  rewrite (E_ext A space p _ (fun s => sum_f_R0 (fun j => w j * (in_group j s * x s)) L)).
  - rewrite (E_sum A space p (fun j s => w j * (in_group j s * x s))).
    apply sum_eq; intros j _; apply E_scale.
  - intros s Hs; rewrite <- (sum_pick (fun j => w j * x s) (group s) L) by (apply Hgroup, Hs).
    apply sum_eq; intros j _; unfold in_group; ring.
Qed.

Theorem projection (w : nat -> R) :
  Ex (fun s => w (group s) * g s) = Ex (fun s => w (group s) * group_score (group s)).
Proof.
  rewrite by_groups.
  rewrite (E_ext A space p (fun s => w (group s) * group_score (group s))
    (fun s => (w (group s) * group_score (group s)) * 1)) by (intros; ring).
  rewrite (by_groups (fun j => w j * group_score j) (fun _ => 1)).
  apply sum_eq; intros j _; fold (group_slope j); rewrite <- group_score_slope.
  rewrite (E_ext A space p (fun s => in_group j s * 1) (in_group j)) by (intros; ring).
  unfold group_probability; ring.
Qed.

Lemma group_score_mean : Ex (fun s => group_score (group s)) = Ex g.
Proof.
  rewrite (E_ext A space p g (fun s => 1 * g s)) by (intros; ring).
  rewrite (projection (fun _ => 1)); apply E_ext; intros; ring.
Qed.

Theorem group_score_square :
  Ex (fun s => group_score (group s) * group_score (group s)) = grouped_information.
Proof.
  rewrite <- (projection group_score), by_groups; unfold grouped_information, group_score.
  apply sum_eq; intros j _; fold (group_slope j); unfold Rdiv; ring.
Qed.

Theorem grouping_loses : grouped_information <= Ex (fun s => g s * g s).
Proof.
  pose proof (E_square_nonneg A space p p_nonneg (fun s => g s - group_score (group s))) as S.
  cbv beta in S.
  rewrite (E_ext A space p _ (fun s => g s * g s - 2 * (group_score (group s) * g s)
    + group_score (group s) * group_score (group s))) in S by (intros; ring).
  rewrite E_plus, E_minus, E_scale, (projection group_score), group_score_square in S; lra.
Qed.

Lemma grouped_nonneg : 0 <= grouped_information.
Proof. rewrite <- group_score_square; apply (E_square_nonneg A space p p_nonneg (fun s => group_score (group s))). Qed.

(** Cauchy-Schwarz with what is left of the score. *)
Theorem grouped_variance (w : nat -> R) u c M : Ex g = 0 -> 0 < M -> grouped_information <= M ->
  Ex (fun s => w (group s) * g s) = c ->
  c * c / M <= Ex (fun s => (w (group s) - u) * (w (group s) - u)).
Proof.
  intros G0 M0 HM Hc.
  pose proof (E_square_nonneg A space p p_nonneg
    (fun s => w (group s) - u - (c / M) * group_score (group s))) as S; cbv beta in S.
  rewrite (E_ext A space p _ (fun s => (w (group s) - u) * (w (group s) - u)
    - (2 * (c / M)) * (w (group s) * group_score (group s))
    + (2 * (c / M) * u) * group_score (group s)
    + (c / M * (c / M)) * (group_score (group s) * group_score (group s)))) in S by (intros; ring).
  rewrite !E_plus, E_minus, !E_scale, <- (projection w), Hc, group_score_mean, G0, group_score_square in S.
  assert (B : c / M * (c / M) * grouped_information <= c * c / M).
  { replace (c * c / M) with (c / M * (c / M) * M) by (field; lra).
    apply Rmult_le_compat_l; [apply Rle_0_sqr|exact HM]. }
  replace (2 * (c / M) * c) with (2 * (c * c / M)) in S by (field; lra); lra.
Qed.
End Grouping.
