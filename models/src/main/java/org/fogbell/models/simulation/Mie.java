package org.fogbell.models.simulation;

/**
 * How much light a sphere scatters and swallows, in shares of its cross-section: Mie's solution for one sphere.
 *
 * <p>With x = pi D / lambda, m the refractive index, psi_n and xi_n = psi_n - i chi_n the Riccati-Bessel functions and
 * D_n the logarithmic derivative of psi_n at m x (Bohren and Huffman, "Absorption and Scattering of Light by Small
 * Particles", 1983, section 4.8):
 * <pre>
 *   a_n = ((D_n/m + n/x) psi_n - psi_(n-1)) / ((D_n/m + n/x) xi_n - xi_(n-1)), b_n likewise with m D_n,
 *   Q_ext = 2/x^2 sum (2n+1) Re(a_n + b_n),   Q_sca = 2/x^2 sum (2n+1) (|a_n|^2 + |b_n|^2).
 * </pre>
 * D_n is recurred downward, where that is stable, psi_n and chi_n upward.
 */
record Mie(double extinction, double scattering) {

    /**
     * The efficiencies of a sphere.
     *
     * @param sizeParameter circumference over wavelength
     * @param index real part of the refractive index
     * @param absorption imaginary part, positive where the sphere absorbs
     */
    static Mie of(double sizeParameter, double index, double absorption) {
        double x = sizeParameter;
        int terms = (int) Math.ceil(x + 4 * StrictMath.cbrt(x) + 2);
        double[][] derivative = logarithmicDerivative(x * index, x * absorption, terms);
        double psiBefore = StrictMath.cos(x);
        double psi = StrictMath.sin(x);
        double chiBefore = -StrictMath.sin(x);
        double chi = StrictMath.cos(x);
        double norm = index * index + absorption * absorption;
        double extinction = 0;
        double scattering = 0;
        for (int n = 1; n <= terms; n++) {
            double psiNext = (2 * n - 1) * psi / x - psiBefore;
            double chiNext = (2 * n - 1) * chi / x - chiBefore;
            psiBefore = psi;
            psi = psiNext;
            chiBefore = chi;
            chi = chiNext;
            double re = derivative[0][n];
            double im = derivative[1][n];
            // D/m for the electric term a_n, m D for the magnetic term b_n.
            double[] electric = coefficient(
                    (re * index + im * absorption) / norm + n / x,
                    (im * index - re * absorption) / norm,
                    psi,
                    psiBefore,
                    chi,
                    chiBefore);
            double[] magnetic = coefficient(
                    re * index - im * absorption + n / x, re * absorption + im * index, psi, psiBefore, chi, chiBefore);
            extinction += (2 * n + 1) * (electric[0] + magnetic[0]);
            scattering += (2 * n + 1) * (squared(electric) + squared(magnetic));
        }
        return new Mie(2 / (x * x) * extinction, 2 / (x * x) * scattering);
    }

    /** Real and imaginary parts of D_0 .. D_terms at the complex argument. */
    private static double[][] logarithmicDerivative(double re, double im, int terms) {
        // Where n exceeds the argument by several times its cube root, psi_n decays and a start from 0 is forgotten.
        double argument = Math.sqrt(re * re + im * im);
        int start = (int) Math.max(terms, argument + 8 * StrictMath.cbrt(argument)) + 16;
        double[][] derivative = new double[2][start + 1];
        double norm = re * re + im * im;
        for (int n = start; n > 0; n--) {
            double overRe = n * re / norm;
            double overIm = -n * im / norm;
            double sumRe = derivative[0][n] + overRe;
            double sumIm = derivative[1][n] + overIm;
            double sumNorm = sumRe * sumRe + sumIm * sumIm;
            derivative[0][n - 1] = overRe - sumRe / sumNorm;
            derivative[1][n - 1] = overIm + sumIm / sumNorm;
        }
        return derivative;
    }

    /** (f psi - psiBefore) / (f xi - xiBefore) with xi = psi - i chi. */
    private static double[] coefficient(
            double re, double im, double psi, double psiBefore, double chi, double chiBefore) {
        double upRe = re * psi - psiBefore;
        double upIm = im * psi;
        double downRe = upRe + im * chi;
        double downIm = upIm - re * chi + chiBefore;
        double norm = downRe * downRe + downIm * downIm;
        return new double[] {(upRe * downRe + upIm * downIm) / norm, (upIm * downRe - upRe * downIm) / norm};
    }

    private static double squared(double[] complex) {
        return complex[0] * complex[0] + complex[1] * complex[1];
    }
}
