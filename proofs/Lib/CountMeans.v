(** * Means of polynomials of the count, as polynomials in the probability of agreement

    In words.  For S ~ Binomial(n, q), t = step*S - centre and a polynomial p, E p(t) is a polynomial in q, [mean_poly]
    ([mean_poly_value]).

    How.  E[(S - nq) f(S)] = q(1-q) d/dq E f(S), so multiplying by t is (step*n*q - centre) F + step*q(1-q) F' for F = E f.

    Source.  Elementary.  Assumed: 0 < q < 1. *)

From Coq Require Import Reals List ZArith QArith Qreals Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt CountMoments.
From FirstBest.Lib Require Export Polynomial.
Open Scope R_scope.

Section Means.
Variable count : positive.
Variables step centre : Q.
Let n : nat := Pos.to_nat count.

(** What a number of agreements is measured as. *)
Definition placed (k : nat) : R := Q2R step * INR k - Q2R centre.

Fixpoint mean_poly (p : poly) : poly :=
  match p with
  | [] => []
  | a :: p' => let f := mean_poly p' in
      add [a] (add (mul [(- centre)%Q; lowest (step * inject_Z (Zpos count))] f) (scale_by step (mul spread (slope f))))
  end.

Lemma near_probability q (P : R -> Prop) : probability q -> (forall x, probability x -> P x) -> locally q P.
Proof.
  intros [Q0 Q1] H; assert (E : 0 < Rmin q (1 - q)) by (apply Rmin_glb_lt; lra).
  exists (mkposreal _ E); intros y Hy; change (Rabs (y - q) < Rmin q (1 - q)) in Hy; apply H.
  pose proof (Rmin_l q (1 - q)); pose proof (Rmin_r q (1 - q)).
  unfold Rabs in Hy; destruct (Rcase_abs (y - q)); unfold probability; lra.
Qed.

(** One factor t more. *)
Lemma mean_placed (g : nat -> R) (F : poly) q : probability q ->
  (forall x, probability x -> value F x = mean x n g) ->
  mean q n (fun k => placed k * g k) =
    (Q2R step * INR n * q - Q2R centre) * value F q + Q2R step * (q * (1 - q) * value (slope F) q).
Proof.
  intros Hq HF.
  assert (D : mean q n (fun k => g k * ((INR k - INR n * q) / (q * (1 - q))) + 0) = value (slope F) q).
  { pose proof (mean_derive n (fun _ k => g k) (fun _ => 0) q Hq (fun k => is_derive_const (K := R_AbsRing) (g k) q)) as M.
    rewrite <- (is_derive_unique _ _ _ M); apply is_derive_unique.
    apply is_derive_ext_loc with (value F); [|apply slope_derive].
    apply near_probability; [exact Hq|exact HF]. }
  rewrite <- D, (HF q Hq).
  rewrite (mean_ext q n (fun k => placed k * g k) (fun k => (Q2R step * INR n * q - Q2R centre) * g k +
    Q2R step * (q * (1 - q)) * (g k * ((INR k - INR n * q) / (q * (1 - q))) + 0))).
  - rewrite mean_plus, !mean_scale; ring.
  - intros k _; unfold placed; destruct Hq; field; lra.
Qed.

Theorem mean_poly_value p : forall q, probability q -> value (mean_poly p) q = mean q n (fun k => value p (placed k)).
Proof.
  induction p as [|a p IH]; intros q Hq; cbn [mean_poly value].
  - rewrite mean_const; reflexivity.
  - rewrite mean_plus, mean_const, (mean_placed (fun k => value p (placed k)) (mean_poly p) q Hq IH).
    rewrite !value_add, value_scale, !value_mul; cbn [value]; rewrite Q2R_lowest, Q2R_mult, Q2R_opp, Q2R_inject.
    replace (IZR (Zpos count)) with (INR n) by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
    unfold spread; cbn [value]; rewrite Q2R_zero, Q2R_one; replace (Q2R (-1)) with (-1) by (unfold Q2R; simpl; field); ring.
Qed.
End Means.
