(** * Polynomials with rational coefficients, and how Coq sees that one is not negative

    In words.  Lists of rationals, the constant first: sums, products, division by x - a, slopes, integrals, one put into
    another.  A polynomial is at least 0 on [0, 1] if its form of Bernstein has no negative coefficient ([at_least_zero]), on
    any segment if it is so after a change of variable ([at_least_zero_on]), and next to its least value if it is a square
    around a point and a rest ([bowl_above]).  All numbers are rational; no axiom beyond those of the reals.

    Source.  Bernstein's form: standard.  Assumed: nothing. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coq Require Export ZArith.BinInt QArith.QArith_base.
Import ListNotations.
Export ListNotations.
Open Scope R_scope.

(** ** Values *)

Definition poly := list Q.

Fixpoint value (p : poly) (x : R) : R :=
  match p with [] => 0 | a :: p' => Q2R a + x * value p' x end.

Fixpoint add (p q : poly) : poly :=
  match p, q with
  | [], _ => q
  | _, [] => p
  | a :: p', b :: q' => Qred (a + b) :: add p' q'
  end.

Definition scale_by (a : Q) (p : poly) : poly := map (fun b => Qred (a * b)) p.

Fixpoint mul (p q : poly) : poly :=
  match p with [] => [] | a :: p' => add (scale_by a q) (0%Q :: mul p' q) end.

Fixpoint shift (k : nat) (p : poly) : poly := match k with O => p | S j => 0%Q :: shift j p end.

Lemma Q2R_red a : Q2R (Qred a) = Q2R a.
Proof. apply Qeq_eqR, Qred_correct. Qed.

Lemma value_add p : forall q x, value (add p q) x = value p x + value q x.
Proof.
  induction p as [|a p IH]; intros [|b q] x; cbn [add value]; try ring.
  rewrite Q2R_red, Q2R_plus, IH; ring.
Qed.

Lemma value_scale a p x : value (scale_by a p) x = Q2R a * value p x.
Proof.
  induction p as [|b p IH]; cbn [scale_by map value]; [ring|].
  fold (scale_by a p); rewrite Q2R_red, Q2R_mult, IH; ring.
Qed.

Lemma Q2R_zero : Q2R 0 = 0. Proof. unfold Q2R; simpl; ring. Qed.
Lemma Q2R_one : Q2R 1 = 1. Proof. unfold Q2R; simpl; field. Qed.

Lemma value_mul p : forall q x, value (mul p q) x = value p x * value q x.
Proof.
  induction p as [|a p IH]; intros q x; cbn [mul value]; [ring|].
  rewrite value_add, value_scale; cbn [value]; rewrite IH, Q2R_zero; ring.
Qed.

Lemma value_shift k p x : value (shift k p) x = x ^ k * value p x.
Proof. induction k as [|k IH]; cbn [shift value pow]; [ring|]. rewrite IH, Q2R_zero; ring. Qed.

(** Quotient and rest by x - a. *)
Fixpoint divide (a : Q) (p : poly) : poly * Q :=
  match p with
  | [] => ([], 0%Q)
  | b :: p' => let (q, r) := divide a p' in (r :: q, Qred (b + a * r))
  end.

Lemma value_divide a p x : value p x = (x - Q2R a) * value (fst (divide a p)) x + Q2R (snd (divide a p)).
Proof.
  induction p as [|b p IH]; cbn [divide value fst snd]; [rewrite Q2R_zero; ring|].
  rewrite IH; destruct (divide a p) as [q r]; cbn [fst snd value].
  rewrite Q2R_red, Q2R_plus, Q2R_mult; ring.
Qed.

(** Bernstein's form: with x = 1/(1+t), t >= 0, (1+t)^d p(x) is a polynomial in t. *)
Fixpoint power_of_sum (d : nat) : poly := match d with O => [1%Q] | S e => mul [1%Q; 1%Q] (power_of_sum e) end.

Fixpoint bernstein (p : poly) : poly :=
  match p with [] => [] | a :: p' => add (scale_by a (power_of_sum (length p'))) (bernstein p') end.

Lemma value_power d t : value (power_of_sum d) t = (1 + t) ^ d.
Proof.
  induction d as [|d IH]; [simpl; rewrite Q2R_one; ring|].
  change (power_of_sum (S d)) with (mul [1%Q; 1%Q] (power_of_sum d)).
  rewrite value_mul, IH; cbn [value pow]; rewrite Q2R_one; ring.
Qed.

Lemma value_bernstein p t : 0 <= t -> (1 + t) * value (bernstein p) t = (1 + t) ^ length p * value p (/ (1 + t)).
Proof.
  intros T; induction p as [|a p IH]; cbn [bernstein value length pow]; [ring|].
  rewrite value_add, value_scale, value_power, Rmult_plus_distr_l, IH; field; lra.
Qed.

Definition no_negative (p : poly) : bool := forallb (fun a => Qle_bool 0 a) p.

Lemma no_negative_value p t : no_negative p = true -> 0 <= t -> 0 <= value p t.
Proof.
  intros H T; induction p as [|a p IH]; cbn [value]; [lra|].
  cbn [no_negative forallb] in H; apply andb_prop in H; destruct H as [A P].
  apply Qle_bool_iff, Qle_Rle in A; rewrite Q2R_zero in A.
  pose proof (Rmult_le_pos _ _ T (IH P)); lra.
Qed.

(** At least 0 on [0, 1]. *)
Definition at_least_zero (p : poly) : bool := Qle_bool 0 (hd 0%Q p) && no_negative (bernstein p).

Lemma at_least_zero_value p x : at_least_zero p = true -> 0 <= x <= 1 -> 0 <= value p x.
Proof.
  intros H [X0 X1]; apply andb_prop in H; destruct H as [H0 H].
  destruct (Rle_lt_or_eq_dec 0 x X0) as [X|<-].
  - set (t := / x - 1).
    assert (T : 0 <= t).
    { unfold t; apply Rmult_le_compat_r with (r := / x) in X1; [|left; apply Rinv_0_lt_compat, X].
      rewrite Rinv_r in X1; lra. }
    assert (Ex : / (1 + t) = x) by (unfold t; replace (1 + (/ x - 1)) with (/ x) by ring; apply Rinv_inv).
    pose proof (value_bernstein p t T) as B; rewrite Ex in B.
    pose proof (no_negative_value _ t H T) as N.
    assert (P : 0 < (1 + t) ^ length p) by (apply pow_lt; lra).
    apply Rmult_le_reg_l with ((1 + t) ^ length p); [exact P|].
    rewrite Rmult_0_r, <- B; apply Rmult_le_pos; lra.
  - destruct p as [|a p]; cbn [value]; [lra|].
    cbn [hd] in H0; apply Qle_bool_iff, Qle_Rle in H0; rewrite Q2R_zero in H0; lra.
Qed.

(** At least 0 on [0, 1] as a square around [near] and a rest: (x - near)^2 Q(x) + r1 (x - near) + r0, Q >= bend > 0. *)
Definition less (a b : Q) : bool := negb (Qle_bool b a).

Definition bowl_above (near bend : Q) (p : poly) : bool :=
  let (once, rest0) := divide near p in
  let (quotient, rest1) := divide near once in
  less 0 bend && at_least_zero (add [Qred (- bend)] quotient) && Qle_bool (rest1 * rest1) (4 * (bend * rest0)).

Lemma less_lt a b : less a b = true -> Q2R a < Q2R b.
Proof.
  intros H; apply Qlt_Rlt; unfold less in H; apply negb_true_iff in H.
  apply Qnot_le_lt; intros L; apply Qle_bool_iff in L; congruence.
Qed.
Lemma le_le a b : Qle_bool a b = true -> Q2R a <= Q2R b.
Proof. intros H; apply Qle_Rle, Qle_bool_iff, H. Qed.

Lemma bowl_above_value near bend p x : bowl_above near bend p = true -> 0 <= x <= 1 -> 0 <= value p x.
Proof.
  unfold bowl_above; intros H Hx; rewrite (value_divide near).
  destruct (divide near p) as [once rest0]; cbn [fst snd].
  rewrite (value_divide near); destruct (divide near once) as [quotient rest1]; cbn [fst snd].
  apply andb_prop in H; destruct H as [H Disc]; apply andb_prop in H; destruct H as [Fl Pos].
  apply less_lt in Fl; rewrite Q2R_zero in Fl.
  apply at_least_zero_value with (x := x) in Pos; [|exact Hx].
  rewrite value_add in Pos; cbn [value] in Pos; rewrite Q2R_red, Q2R_opp in Pos.
  apply le_le in Disc; rewrite !Q2R_mult in Disc; replace (Q2R 4) with 4 in Disc by (unfold Q2R; simpl; field).
  set (d := x - Q2R near) in *.
  set (f := Q2R bend) in *; set (r1 := Q2R rest1) in *; set (r0 := Q2R rest0) in *.
  assert (L : f * (d * d) <= d * d * value quotient x).
  { rewrite Rmult_comm; apply Rmult_le_compat_l; [apply Rle_0_sqr|lra]. }
  assert (T : 0 <= f * (d * d) + (r1 * d + r0)).
  { apply Rmult_le_reg_l with (4 * f); [lra|]; rewrite Rmult_0_r.
    replace (4 * f * (f * (d * d) + (r1 * d + r0))) with
      ((2 * f * d + r1) * (2 * f * d + r1) + (4 * (f * r0) - r1 * r1)) by ring.
    pose proof (Rle_0_sqr (2 * f * d + r1)); unfold Rsqr in *; lra. }
  lra.
Qed.

(** ** Slopes, integrals and polynomials of polynomials *)

(** The slope, counted from the power k on. *)
Fixpoint slope_from (k : positive) (p : poly) : poly :=
  match p with [] => [] | a :: p' => Qred (inject_Z (Zpos k) * a) :: slope_from (Pos.succ k) p' end.
Definition slope (p : poly) : poly := slope_from 1 (tl p).

Fixpoint integral_from (k : positive) (p : poly) : poly :=
  match p with [] => [] | a :: p' => Qred (a * (1 # k)) :: integral_from (Pos.succ k) p' end.
Definition integral (p : poly) : poly := 0%Q :: integral_from 1 p.

Lemma Q2R_inject k : Q2R (inject_Z (Zpos k)) = IZR (Zpos k).
Proof. unfold Q2R; simpl; field. Qed.
Lemma Q2R_unit k : Q2R (1 # k) = / IZR (Zpos k).
Proof. unfold Q2R; simpl; ring. Qed.

Lemma slope_from_derive p : forall k x,
  is_derive (fun y => y ^ Pos.to_nat k * value p y) x (x ^ pred (Pos.to_nat k) * value (slope_from k p) x).
Proof.
  induction p as [|a p IH]; intros k x; cbn [slope_from value].
  - apply is_derive_ext with (fun _ => 0); [intros y; change (0 = y ^ Pos.to_nat k * 0); ring|].
    rewrite Rmult_0_r; apply @is_derive_const.
  - apply is_derive_ext with (fun y => Q2R a * y ^ Pos.to_nat k + y ^ Pos.to_nat (Pos.succ k) * value p y).
    { intros y; change (Q2R a * y ^ Pos.to_nat k + y ^ Pos.to_nat (Pos.succ k) * value p y =
        y ^ Pos.to_nat k * (Q2R a + y * value p y)); rewrite Pos2Nat.inj_succ; cbn [pow]; ring. }
    replace (x ^ pred (Pos.to_nat k) * (Q2R (Qred (inject_Z (Z.pos k) * a)) + x * value (slope_from (Pos.succ k) p) x)) with
      (plus (Q2R a * (INR (Pos.to_nat k) * 1 * x ^ pred (Pos.to_nat k)))
        (x ^ pred (Pos.to_nat (Pos.succ k)) * value (slope_from (Pos.succ k) p) x)).
    + apply @is_derive_plus; [|apply IH].
      apply is_derive_scal; exact (is_derive_pow (fun z => z) (Pos.to_nat k) x 1 (is_derive_id (K := R_AbsRing) x)).
    + rewrite Q2R_red, Q2R_mult, Q2R_inject, INR_IZR_INZ, positive_nat_Z, Pos2Nat.inj_succ; cbn [pred].
      set (v := value (slope_from (Pos.succ k) p) x).
      replace (x ^ Pos.to_nat k) with (x ^ pred (Pos.to_nat k) * x).
      { change (Q2R a * (IZR (Z.pos k) * 1 * x ^ pred (Pos.to_nat k)) + x ^ pred (Pos.to_nat k) * x * v =
          x ^ pred (Pos.to_nat k) * (IZR (Z.pos k) * Q2R a + x * v)); ring. }
      rewrite Rmult_comm; change (x ^ S (pred (Pos.to_nat k)) = x ^ Pos.to_nat k); f_equal.
      pose proof (Pos2Nat.is_pos k); lia.
Qed.

Lemma slope_derive p x : is_derive (value p) x (value (slope p) x).
Proof.
  destruct p as [|a p]; unfold slope; cbn [tl slope_from value].
  - apply @is_derive_const.
  - pose proof (slope_from_derive p 1 x) as D.
    change (Pos.to_nat 1) with 1%nat in D; cbn [pred pow] in D.
    replace (value (slope_from 1 p) x) with (plus 0 (1 * value (slope_from 1 p) x)) by (change (0 + 1 * value (slope_from 1 p) x = value (slope_from 1 p) x); ring).
    apply (is_derive_ext (fun y => Q2R a + y * 1 * value p y)).
    { intros y; change (Q2R a + y * 1 * value p y = Q2R a + y * value p y); ring. }
    apply @is_derive_plus; [apply @is_derive_const|exact D].
Qed.

Lemma slope_integral p x : value (slope (integral p)) x = value p x.
Proof.
  unfold slope, integral; cbn [tl].
  assert (G : forall k, value (slope_from k (integral_from k p)) x = value p x); [|apply G].
  induction p as [|a p IH]; intros k; cbn [integral_from slope_from value]; [reflexivity|].
  rewrite IH, !Q2R_red, !Q2R_mult, Q2R_red, Q2R_mult, Q2R_inject, Q2R_unit; field.
  apply IZR_neq; lia.
Qed.

(** p(s(x)). *)
Fixpoint compose (p s : poly) : poly := match p with [] => [] | a :: p' => add [a] (mul s (compose p' s)) end.

Lemma value_compose p s x : value (compose p s) x = value p (value s x).
Proof.
  induction p as [|a p IH]; cbn [compose value]; [reflexivity|].
  rewrite value_add, value_mul, IH; cbn [value]; ring.
Qed.

(** At least 0 on [low, high]. *)
Definition at_least_zero_on (low high : Q) (p : poly) : bool :=
  less low high && at_least_zero (compose p [low; Qred (high - low)]).

Lemma at_least_zero_on_value low high p x :
  at_least_zero_on low high p = true -> Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  intros H [L U]; apply andb_prop in H; destruct H as [Lt H]; apply less_lt in Lt.
  set (w := Q2R high - Q2R low); set (t := (x - Q2R low) / w).
  assert (W : 0 < w) by (unfold w; lra).
  assert (T : 0 <= t <= 1).
  { unfold t; split; [apply Rdiv_le_0_compat; lra|].
    apply Rmult_le_reg_r with w; [exact W|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; unfold w in *; lra. }
  pose proof (at_least_zero_value _ t H T) as V; rewrite value_compose in V; cbn [value] in V.
  rewrite Q2R_red, Q2R_minus in V; fold w in V.
  replace (Q2R low + t * (w + t * 0)) with x in V; [exact V|]; unfold t; field; lra.
Qed.
